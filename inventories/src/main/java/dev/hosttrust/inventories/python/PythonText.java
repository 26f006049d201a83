// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.python;

import java.util.ArrayList;
import java.util.List;

/** Python's notion of lines and blanks, which is wider than Java's. */
public final class PythonText {

  private PythonText() {}

  /** {@code str.splitlines()}: also splits at form feeds, U+0085, U+2028 and the like. */
  public static List<String> splitLines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isLineEnd(text.charAt(i))) {
        lines.add(text.substring(start, i));
        if (text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
          i++;
        }
        start = i + 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  private static boolean isLineEnd(char c) {
    return (c >= '\n' && c <= '\r')
        || (c >= '\u001c' && c <= '\u001e')
        || c == '\u0085'
        || c == '\u2028'
        || c == '\u2029';
  }

  /** {@code str.strip()}. */
  public static String strip(String text) {
    return stripEnd(stripStart(text));
  }

  /** {@code str.lstrip()}. */
  public static String stripStart(String text) {
    return text.substring(indent(text));
  }

  /** {@code str.rstrip()}. */
  public static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** {@code str.lstrip(chars)}. */
  public static String stripStart(String text, String chars) {
    int start = 0;
    while (start < text.length() && chars.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return text.substring(start);
  }

  /** {@code str.rstrip(chars)}. */
  public static String stripEnd(String text, String chars) {
    int end = text.length();
    while (end > 0 && chars.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /** How many blanks a line starts with. */
  public static int indent(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return start;
  }

  /** {@code str.isspace()} of one character. */
  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
