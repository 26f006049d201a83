// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import dev.hosttrust.agent.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a host said, no longer than a reader needs. */
public final class Excerpt {
  /** Characters of one text; a path on Linux may be 4,096 bytes long and hardly ever is. */
  static final int LENGTH = 500;

  private Excerpt() {}

  /** The text, or its beginning and how many characters were left out. */
  public static String of(String text) {
    return Printable.shortened(text, LENGTH);
  }

  /** The last line that is not blank; empty if there is none. */
  public static String lastLine(String text) {
    return of(text.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b).strip());
  }

  /** The last line that is not blank, without making a text of all of it. */
  static String lastLine(byte[] text) {
    int end = text.length;
    while (end > 0 && isBlank(text[end - 1])) {
      end--;
    }
    int start = end;
    while (start > 0 && text[start - 1] != '\n' && text[start - 1] != '\r') {
      start--;
    }
    // A character that is cut in two is behind the part that is shown.
    int shown = Math.min(end - start, 4 * LENGTH);
    String line = new String(text, start, shown, StandardCharsets.UTF_8).strip();
    return Printable.shortened(line, LENGTH, end - start - shown);
  }

  private static boolean isBlank(byte b) {
    return b >= 0 && b <= ' ';
  }

  /** At most so many texts, each an excerpt; the last may say how many more there were. */
  public static List<String> of(List<String> texts, int most) {
    return Printable.shortened(texts.stream().map(Excerpt::of).toList(), most);
  }
}
