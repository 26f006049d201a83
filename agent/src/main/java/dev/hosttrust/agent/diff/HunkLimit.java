// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.diff;

import dev.hosttrust.agent.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** Cuts what nobody reads to its end out of a diff. For one thread. */
final class HunkLimit {
  /** At most so many consecutive lines with one sign are shown; 140 certificates have 3,500. */
  static final int MOST_LINES = 5000;

  /** At most so many characters of a line are shown. */
  static final int MOST_CHARACTERS = 1000;

  private final List<String> shown = new ArrayList<>();
  private char sign;
  private int row;

  private HunkLimit() {}

  /**
   * @param hunks lines of a unified diff
   * @return the same lines, or fewer and shorter, and lines that say what was left out
   */
  static List<String> of(List<String> hunks) {
    HunkLimit limit = new HunkLimit();
    hunks.forEach(limit::add);
    limit.endRow();
    return limit.shown;
  }

  private void add(String line) {
    char first = line.isEmpty() ? ' ' : line.charAt(0);
    if (first != sign) {
      endRow();
      sign = first;
    }
    row++;
    if (row <= MOST_LINES) {
      shown.add(shortened(line));
    }
  }

  private void endRow() {
    if (row > MOST_LINES) {
      shown.add("\\ %d more lines with %s\n".formatted(row - MOST_LINES, sign));
    }
    row = 0;
  }

  private static String shortened(String line) {
    return line.length() <= MOST_CHARACTERS
        ? line
        : Printable.shortened(line, MOST_CHARACTERS) + "\n";
  }
}
