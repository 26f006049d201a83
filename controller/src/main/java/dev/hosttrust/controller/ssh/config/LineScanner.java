// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of ssh_config. Source of the rules: {@code strdelim} and {@code argv_split} in
 * OpenSSH's misc.c.
 */
final class LineScanner {
  private final String text;
  private int at;

  LineScanner(String text) {
    this.text = text;
  }

  /** The quote that was opened last is not closed. */
  static final class OpenQuoteException extends Exception {
    private static final long serialVersionUID = 1;

    OpenQuoteException() {
      super("a quote is not closed");
    }
  }

  /**
   * The next word before blanks or one {@code =}, such as the keyword; null at the end of the line.
   * Double quotes hold blanks together.
   */
  @Nullable String keyword() throws OpenQuoteException {
    skipBlanks();
    if (at == text.length()) {
      return null;
    }
    int start = at;
    if (text.charAt(at) == '"') {
      int end = text.indexOf('"', at + 1);
      if (end < 0) {
        throw new OpenQuoteException();
      }
      at = end + 1;
      skipBlanks();
      return text.substring(start + 1, end);
    }
    while (at < text.length() && !isBlank(text.charAt(at)) && text.charAt(at) != '=') {
      at++;
    }
    String word = text.substring(start, at);
    skipBlanks();
    if (at < text.length() && text.charAt(at) == '=') {
      at++;
      skipBlanks();
    }
    return word;
  }

  /** What is left of the line, as it is written. */
  String rest() {
    return text.substring(at).strip();
  }

  /**
   * The words that are left: quotes of both kinds, backslashes before quotes, blanks and
   * backslashes; {@code #} at the start of a word ends the line.
   */
  List<String> words() throws OpenQuoteException {
    List<String> words = new ArrayList<>();
    skipBlanks();
    while (at < text.length() && text.charAt(at) != '#') {
      words.add(word());
      skipBlanks();
    }
    return words;
  }

  private String word() throws OpenQuoteException {
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && escapes(quote)) {
        word.append(text.charAt(++at));
      } else if (quote == 0 && isBlank(c)) {
        break;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new OpenQuoteException();
    }
    return word.toString();
  }

  private boolean escapes(char quote) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    return next == '\'' || next == '"' || next == '\\' || (quote == 0 && next == ' ');
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
  }
}
