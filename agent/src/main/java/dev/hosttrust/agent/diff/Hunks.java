// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import dev.hosttrust.agent.text.TextLines;
import java.util.ArrayList;
import java.util.List;

/**
 * The hunks of a unified diff between two versions of a file, without its two header lines. A block
 * of PEM comes or goes as a whole, and is never cut for the lines around a change, so that each can
 * be named: lines of base64 tell nobody anything.
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

  private final List<String> old;
  private final int[] oldLines;
  private final int[] newLines;
  private final List<String> lines = new ArrayList<>();

  private Hunks(List<String> old, List<String> now) {
    this.old = old;
    this.oldLines = linesBefore(old);
    this.newLines = linesBefore(now);
  }

  /** How many lines there are before each part, and in all. */
  private static int[] linesBefore(List<String> parts) {
    int[] before = new int[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      int lines = PemBlocks.isBlock(part) ? TextLines.of(part).size() : 1;
      before[i + 1] = before[i] + lines;
    }
    return before;
  }

  /**
   * @param before lines with their ends
   * @param after lines with their ends
   * @return lines with their ends, each behind a blank, {@code +} or {@code -}, and the lines with
   *     {@code @@}, which have none
   */
  static List<String> of(List<String> before, List<String> after) {
    List<String> old = PemBlocks.joined(before);
    List<String> now = PemBlocks.joined(after);
    Hunks hunks = new Hunks(old, now);
    List<AbstractDelta<String>> deltas = patch(old, now).getDeltas();
    for (int first = 0; first < deltas.size(); ) {
      int last = first;
      while (last + 1 < deltas.size() && hunks.meet(deltas.get(last), deltas.get(last + 1))) {
        last++;
      }
      hunks.add(deltas.subList(first, last + 1));
      first = last + 1;
    }
    return hunks.lines;
  }

  /** Whether the lines around two changes leave none out between them. */
  private boolean meet(AbstractDelta<String> one, AbstractDelta<String> next) {
    return end(one) + following(end(one)) >= start(next) - preceding(start(next));
  }

  private static int start(AbstractDelta<String> delta) {
    return delta.getSource().getPosition();
  }

  private static int end(AbstractDelta<String> delta) {
    return start(delta) + delta.getSource().size();
  }

  /** How many lines are shown above a place in the old text. */
  private int preceding(int at) {
    int lines = 0;
    while (lines < CONTEXT && lines < at && !PemBlocks.isBlock(old.get(at - lines - 1))) {
      lines++;
    }
    return lines;
  }

  /** How many lines are shown below a place in the old text. */
  private int following(int at) {
    int lines = 0;
    while (lines < CONTEXT && at + lines < old.size() && !PemBlocks.isBlock(old.get(at + lines))) {
      lines++;
    }
    return lines;
  }

  private void add(List<AbstractDelta<String>> deltas) {
    int above = preceding(start(deltas.getFirst()));
    int below = following(end(deltas.getLast()));
    int from = start(deltas.getFirst()) - above;
    int to = end(deltas.getLast()) + below;
    Chunk<String> firstNew = deltas.getFirst().getTarget();
    Chunk<String> lastNew = deltas.getLast().getTarget();
    int newFrom = firstNew.getPosition() - above;
    int newTo = lastNew.getPosition() + lastNew.size() + below;
    lines.add(
        "@@ -%s +%s @@".formatted(range(oldLines, from, to), range(newLines, newFrom, newTo)));
    int shown = from;
    for (AbstractDelta<String> delta : deltas) {
      add(' ', old.subList(shown, start(delta)));
      add('-', delta.getSource().getLines());
      add('+', delta.getTarget().getLines());
      shown = end(delta);
    }
    add(' ', old.subList(shown, to));
  }

  /** Of no lines, the number of the one before them stands there, as diff(1) has it. */
  private static String range(int[] linesBefore, int from, int to) {
    int count = linesBefore[to] - linesBefore[from];
    return (count == 0 ? linesBefore[from] : linesBefore[from] + 1) + "," + count;
  }

  private void add(char sign, List<String> parts) {
    for (String part : parts) {
      TextLines.of(part).forEach(line -> lines.add(sign + line));
    }
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
