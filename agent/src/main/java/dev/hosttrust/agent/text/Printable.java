// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Makes text that came from a host, a file or a variable fit to be shown.
 *
 * <p>Replaced is what a terminal obeys (C0, DEL, C1), what breaks a line (U+2028, U+2029), what
 * shows a text as another one or hides (Unicode's category Cf: the bidirectional controls, zero
 * width characters), and half a surrogate pair. The replacement is {@code cat -v}'s for the bytes
 * that it knows ({@code ^[}), and {@code \x9b} or <code>&#92;u202e</code> for the rest. Tabs stay.
 *
 * <p>Whoever prints calls this, so that those who make messages need not.
 */
public final class Printable {
  /** The most characters that are shown of one line, a note about the rest included. */
  public static final int LONGEST_LINE = 4000;

  /** The most texts that are shown of one list, a note about the rest included. */
  public static final int LONGEST_LIST = 100;

  private static final int ROOM_FOR_THE_NOTE = 40;

  private Printable() {}

  /** A text that is one line; line feeds in it are replaced too. */
  public static String line(String text) {
    return replaced(text, c -> c == '\t' || isPrintable(c), Printable::visible);
  }

  /** A text of several lines, whose line feeds stay. */
  public static String lines(String text) {
    return replaced(text, c -> c == '\t' || c == '\n' || isPrintable(c), Printable::visible);
  }

  /**
   * A JSON document in which the same characters are escaped ({@code \}{@code uXXXX}); it still
   * means the same.
   *
   * @param json written by a JSON library: outside of its strings there is ASCII only
   */
  public static String json(String json) {
    return replaced(json, c -> c == '\n' || isPrintable(c), Printable::escaped);
  }

  /** A text of at most {@link #LONGEST_LINE} characters; where it was cut, it says by how much. */
  public static String shortened(String text) {
    return shortened(text, LONGEST_LINE);
  }

  /**
   * The same with another bound.
   *
   * @param most characters, the note included; 100 or more
   */
  public static String shortened(String text, int most) {
    return shortened(text, most, 0);
  }

  /**
   * The same for the beginning of a text.
   *
   * @param behind how many characters follow the beginning; they are counted among those left out
   */
  public static String shortened(String beginning, int most, int behind) {
    if (beginning.length() <= most && behind == 0) {
      return beginning;
    }
    int end = Math.min(beginning.length(), most - ROOM_FOR_THE_NOTE);
    if (end > 0 && Character.isHighSurrogate(beginning.charAt(end - 1))) {
      end--;
    }
    return beginning.substring(0, end)
        + "... (%d more characters)".formatted(beginning.length() - end + behind);
  }

  /**
   * At most {@link #LONGEST_LIST} texts, each shortened; the last one may say how many are left.
   */
  public static List<String> shortened(List<String> texts) {
    return shortened(texts, LONGEST_LIST);
  }

  /**
   * The same with another bound.
   *
   * @param most texts, the note included; 1 or more
   */
  public static List<String> shortened(List<String> texts, int most) {
    boolean all = texts.size() <= most;
    int shown = all ? texts.size() : most - 1;
    List<String> list = new ArrayList<>();
    texts.subList(0, shown).forEach(text -> list.add(shortened(text)));
    if (!all) {
      list.add("... (%d more)".formatted(texts.size() - shown));
    }
    return list;
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static String replaced(String text, IntPredicate stays, IntFunction<String> replacement) {
    if (text.codePoints().allMatch(stays)) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (stays.test(c)) {
                result.appendCodePoint(c);
              } else {
                result.append(replacement.apply(c));
              }
            });
    return result.toString();
  }

  private static String visible(int c) {
    if (c < 0x20 || c == 0x7f) {
      return "^" + (char) (c ^ 0x40);
    }
    return c < 0x100
        ? "\\x%02x".formatted(c)
        : Character.isBmpCodePoint(c) ? "\\u%04x".formatted(c) : "\\u{%x}".formatted(c);
  }

  private static String escaped(int c) {
    StringBuilder units = new StringBuilder();
    for (char unit : Character.toChars(c)) {
      units.append("\\u%04x".formatted((int) unit));
    }
    return units.toString();
  }
}
