// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.List;

/**
 * The hunks of a unified diff between two versions of a file, without its two header lines.
 *
 * <p>The search for the shortest diff takes time in proportion to lines times differences, and a
 * host's file may be anything. Past a limit, all between the common lines at the start and at the
 * end is one hunk.
 */
final class Hunks {
  /** Up to so many differing lines get an exact diff. A certificate has 20 to 100. */
  static final int MOST_DIFFERENCES = 1000;

  /** Lines times differences; about a tenth of a second. */
  private static final long MOST_WORK = 20_000_000;

  private static final int CONTEXT = 3;

  private Hunks() {}

  /**
   * @param before lines with their ends
   * @param after lines with their ends
   * @return lines with their ends, each behind a blank, {@code +} or {@code -}, and the lines with
   *     {@code @@}, which have none
   */
  static List<String> of(List<String> before, List<String> after) {
    List<String> unified =
        UnifiedDiffUtils.generateUnifiedDiff("", "", before, patch(before, after), CONTEXT);
    return unified.subList(Math.min(2, unified.size()), unified.size());
  }

  private static Patch<String> patch(List<String> before, List<String> after) {
    long limit = MOST_WORK / (before.size() + after.size() + 1);
    try {
      return DiffUtils.diff(before, after, new Limit(Math.min(MOST_DIFFERENCES, limit)));
    } catch (TooManyDifferences e) {
      return replaced(before, after);
    }
  }

  private static Patch<String> replaced(List<String> before, List<String> after) {
    int start = 0;
    int ends = Math.min(before.size(), after.size());
    while (start < ends && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (start + end < ends
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    Patch<String> patch = new Patch<>();
    patch.addDelta(
        new ChangeDelta<>(
            new Chunk<>(start, before.subList(start, before.size() - end)),
            new Chunk<>(start, after.subList(start, after.size() - end))));
    return patch;
  }

  /** The library calls it before it looks for a diff with one difference more. */
  private record Limit(long differences) implements DiffAlgorithmListener {
    @Override
    public void diffStart() {
      // Nothing is counted yet.
    }

    @Override
    public void diffStep(int value, int max) {
      if (value > differences) {
        throw new TooManyDifferences();
      }
    }

    @Override
    public void diffEnd() {
      // The diff is short enough.
    }
  }

  /** Ends the library's search, which has no limit of its own. */
  private static final class TooManyDifferences extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyDifferences() {
      super("", null, false, false);
    }
  }
}
