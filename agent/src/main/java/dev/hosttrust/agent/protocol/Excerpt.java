package dev.hosttrust.agent.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What a host said, no longer than a reader needs. */
public final class Excerpt {
  /** Characters of one text; a path on Linux may be 4,096 bytes long and hardly ever is. */
  static final int LENGTH = 500;

  private Excerpt() {}

  /** The text, or its beginning and how many characters were left out. */
  public static String of(String text) {
    return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + leftOut(text.length());
  }

  private static String leftOut(int length) {
    return "... (%,d characters more)".formatted(length - LENGTH);
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
    // The character that is cut in two, if one is, is behind the part that is shown.
    int shown = Math.min(end - start, 4 * LENGTH);
    String line = new String(text, start, shown, StandardCharsets.UTF_8).strip();
    return line.length() <= LENGTH ? line : line.substring(0, LENGTH) + leftOut(end - start);
  }

  private static boolean isBlank(byte b) {
    return b >= 0 && b <= ' ';
  }

  /** The first texts, each an excerpt, and how many more there were. */
  public static List<String> of(List<String> texts, int most) {
    List<String> first = texts.stream().limit(most).map(Excerpt::of).toList();
    if (texts.size() <= most) {
      return first;
    }
    return Stream.concat(first.stream(), Stream.of("and %,d more".formatted(texts.size() - most)))
        .toList();
  }
}
