// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.text;

import java.util.ArrayList;
import java.util.List;

/** The lines of a text with their ends, so that a missing last line end shows. */
public final class TextLines {
  private TextLines() {}

  /** Only a line feed ends a line; joined, the lines are the text again. */
  public static List<String> of(String text) {
    List<String> lines = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start) + 1;
      lines.add(text.substring(start, end == 0 ? text.length() : end));
      start = end == 0 ? text.length() : end;
    }
    return List.copyOf(lines);
  }
}
