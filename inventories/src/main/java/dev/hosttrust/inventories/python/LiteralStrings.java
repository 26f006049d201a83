// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.python;

import java.util.Locale;

/** Python's string literals: prefixes, triple quotes, escapes, and several strings in a row. */
final class LiteralStrings {

  private final String text;
  private int at;

  LiteralStrings(String text, int at) {
    this.text = text;
    this.at = at;
  }

  int end() {
    return at;
  }

  /** Whether a string, with or without a prefix such as {@code r}, stands here. */
  boolean startsHere() {
    int quote = at + prefixLength();
    return quote < text.length() && isQuote(text.charAt(quote));
  }

  /** Reads the strings and joins them, as Python does with {@code 'a' "b"}. */
  String read() throws NotALiteral {
    var value = new StringBuilder();
    Boolean bytes = null;
    while (startsHere()) {
      String prefix = text.substring(at, at + prefixLength()).toLowerCase(Locale.ROOT);
      if (prefix.contains("f") || (bytes != null && bytes != prefix.contains("b"))) {
        throw new NotALiteral();
      }
      bytes = prefix.contains("b");
      at += prefix.length();
      string(prefix.contains("r"), bytes, value);
      skipBlanks();
    }
    return value.toString();
  }

  private int prefixLength() {
    int length = 0;
    while (length < 3 && at + length < text.length() && isPrefix(text.charAt(at + length))) {
      length++;
    }
    String prefix = text.substring(at, at + length).toLowerCase(Locale.ROOT);
    return switch (prefix) {
      case "", "r", "u", "b", "f", "br", "rb", "fr", "rf" -> length;
      default -> 0;
    };
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\f".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static boolean isPrefix(char c) {
    return "rRuUbBfF".indexOf(c) >= 0;
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }

  private void string(boolean raw, boolean bytes, StringBuilder value) throws NotALiteral {
    String quote = text.substring(at, at + 1);
    String triple = quote.repeat(3);
    String close = text.startsWith(triple, at) ? triple : quote;
    at += close.length();
    while (!text.startsWith(close, at)) {
      if (at >= text.length()) {
        throw new NotALiteral();
      }
      char c = text.charAt(at++);
      if (c != '\\') {
        value.append(c);
      } else if (raw) {
        value.append(c).append(next());
      } else {
        escape(bytes, value);
      }
    }
    at += close.length();
  }

  private char next() throws NotALiteral {
    if (at >= text.length()) {
      throw new NotALiteral();
    }
    return text.charAt(at++);
  }

  private void escape(boolean bytes, StringBuilder value) throws NotALiteral {
    char c = next();
    switch (c) {
      case '\\', '\'', '"' -> value.append(c);
      case 'a' -> value.append('\u0007');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'v' -> value.append('\u000b');
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(value);
      case 'x' -> hex(2, value);
      case 'u', 'U', 'N' -> {
        if (bytes) {
          value.append('\\').append(c);
        } else if (c == 'N') {
          named(value);
        } else {
          hex(c == 'u' ? 4 : 8, value);
        }
      }
      default -> value.append('\\').append(c);
    }
  }

  private void octal(StringBuilder value) {
    int start = at - 1;
    while (at < text.length()
        && at < start + 3
        && text.charAt(at) >= '0'
        && text.charAt(at) <= '7') {
      at++;
    }
    value.appendCodePoint(Integer.parseInt(text.substring(start, at), 8));
  }

  private void hex(int digits, StringBuilder value) throws NotALiteral {
    if (at + digits > text.length()) {
      throw new NotALiteral();
    }
    String hex = text.substring(at, at + digits);
    if (!hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
      throw new NotALiteral();
    }
    long codePoint = Long.parseLong(hex, 16);
    if (codePoint > Character.MAX_CODE_POINT) {
      throw new NotALiteral();
    }
    value.appendCodePoint((int) codePoint);
    at += digits;
  }

  private void named(StringBuilder value) throws NotALiteral {
    int close = text.indexOf('}', at);
    if (close < 0 || text.charAt(at) != '{') {
      throw new NotALiteral();
    }
    try {
      value.appendCodePoint(Character.codePointOf(text.substring(at + 1, close)));
    } catch (IllegalArgumentException e) {
      throw new NotALiteral();
    }
    at = close + 1;
  }
}
