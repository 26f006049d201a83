// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.manual;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of at most {@value #WIDTH} characters, which break at blanks and nowhere else. */
final class Wrapped {
  static final int WIDTH = 80;

  private Wrapped() {}

  /**
   * @param first what stands in front of the first line
   * @param indent how many blanks stand in front of the others
   */
  static List<String> lines(String first, int indent, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    boolean begun = false;
    for (String word : text.strip().split("\\s+")) {
      if (begun && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(indent));
        begun = false;
      }
      line.append(begun ? " " : "").append(word);
      begun = true;
    }
    lines.add(line.toString());
    return lines;
  }
}
