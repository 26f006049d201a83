// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.json;

import java.util.regex.Pattern;

/**
 * Says in words for people why a text is no JSON, at the place where a parser stopped. The words
 * repeat at most one character of the text.
 */
final class JsonFault {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{0,3})?");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  private static final Pattern WORD = Pattern.compile("true|false|null");
  private static final int LONGEST_ESCAPE = "\\u123".length();

  private final String text;
  private final int offset;
  private final int start;
  private final String word;

  /**
   * @param offset of the character at which the parser stopped, from 0 to the text's length
   */
  JsonFault(String text, int offset) {
    this.text = text;
    this.offset = offset;
    int from = offset;
    while (from > 0 && isOfWord(text.charAt(from - 1))) {
      from--;
    }
    int to = offset;
    while (to < text.length() && isOfWord(text.charAt(to))) {
      to++;
    }
    this.start = from;
    this.word = text.substring(from, to);
  }

  private static boolean isOfWord(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "+-._".indexOf(c) >= 0;
  }

  /**
   * @param inObject whether the innermost bracket that is open is a brace
   * @param inRoot whether no bracket is open
   */
  String words(boolean inObject, boolean inRoot) {
    if (offset >= text.length()) {
      return "the text ends before each quote and bracket is closed";
    }
    char c = text.charAt(offset);
    if (isInEscape()) {
      return "there is a backslash that begins no escape of JSON; write two backslashes for one";
    }
    if (c < ' ') {
      return "there is a control character (code %d); a string has it only as \\u%04x"
          .formatted((int) c, (int) c);
    }
    if (c == '#' || text.startsWith("//", offset) || text.startsWith("/*", offset)) {
      return "there is a comment, and JSON has none; remove it";
    }
    if (inRoot && before() != ' ') {
      return "there is something behind the value";
    }
    return switch (c) {
      case '}', ']', ',', ':' -> isValue() ? mark(c) : wrongValue();
      default -> token(c, inObject);
    };
  }

  private boolean isInEscape() {
    for (int from = Math.max(0, offset - LONGEST_ESCAPE); from < offset; from++) {
      if (ESCAPE.matcher(text.substring(from, offset)).matches()) {
        return true;
      }
    }
    return false;
  }

  private boolean isValue() {
    return word.isEmpty() || NUMBER.matcher(word).matches() || WORD.matcher(word).matches();
  }

  private String wrongValue() {
    return "+-.0123456789".indexOf(word.charAt(0)) >= 0
        ? "there is a number that JSON does not have; it takes no zero in front, no plus sign,"
            + " and digits on both sides of a point"
        : "there is a word that JSON does not have; it has true, false and null, and strings in"
            + " double quotes";
  }

  private String mark(char c) {
    char before = before();
    if (before == ',' && word.isEmpty()) {
      return "there is a comma with nothing behind it; remove it";
    }
    return "there is a '%c' where none belongs; see what is missing before it".formatted(c);
  }

  private String token(char c, boolean inObject) {
    char before = before();
    if (before == '"' || before == '}' || before == ']' || isOfWord(before)) {
      return inObject
          ? "a comma or a colon is missing before this place"
          : "a comma is missing before this place";
    }
    if (inObject && (before == '{' || before == ',')) {
      return "a name is missing here, or is not in double quotes";
    }
    if (c == '\'') {
      return "there is a single quote; strings stand in double quotes";
    }
    if (!isValue()) {
      return wrongValue();
    }
    return c < 0x7f
        ? "there is a '%c' where a value belongs".formatted(c)
        : "there is a character outside of a string that is no ASCII; remove it";
  }

  /** The last character before the word that is no blank; a blank if there is none. */
  private char before() {
    int at = start - 1;
    while (at >= 0 && text.charAt(at) <= ' ') {
      at--;
    }
    return at < 0 ? ' ' : text.charAt(at);
  }
}
