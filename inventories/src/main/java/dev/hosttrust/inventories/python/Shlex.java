// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.python;

import java.util.ArrayList;
import java.util.List;

/**
 * Python's {@code shlex.split} in POSIX mode, with the position of every word.
 *
 * <p>Source of the rules: {@code shlex.py} of CPython 3.11. A {@code #} ends the line wherever it
 * stands outside quotes, even inside a word.
 */
public final class Shlex {

  /**
   * One word.
   *
   * @param text the word with quotes and escapes resolved
   * @param offset index of its first character, quote included
   */
  public record Word(String text, int offset) {}

  /** The text cannot be split. */
  public static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;
    private final String message;
    private final int offset;

    SyntaxException(String message, int offset) {
      super(message);
      this.message = message;
      this.offset = offset;
    }

    /** What is wrong, in plain words. */
    @Override
    public String getMessage() {
      return message;
    }

    /** Index of the quote or backslash that is left open. */
    public int offset() {
      return offset;
    }
  }

  private static final String WHITESPACE = " \t\r\n";

  private final String text;
  private final boolean comments;
  private final List<Word> words = new ArrayList<>();
  private int at;

  private Shlex(String text, boolean comments) {
    this.text = text;
    this.comments = comments;
  }

  /**
   * Splits like a shell does.
   *
   * @param comments whether {@code #} starts a comment
   */
  public static List<Word> split(String text, boolean comments) throws SyntaxException {
    return new Shlex(text, comments).split();
  }

  private List<Word> split() throws SyntaxException {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (WHITESPACE.indexOf(c) >= 0) {
        at++;
      } else if (comments && c == '#') {
        skipComment();
      } else {
        word();
      }
    }
    return List.copyOf(words);
  }

  private void skipComment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
  }

  private void word() throws SyntaxException {
    int start = at;
    var word = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (WHITESPACE.indexOf(c) >= 0) {
        break;
      } else if (comments && c == '#') {
        skipComment();
        break;
      } else if (c == '"' || c == '\'') {
        quoted(c, word);
      } else if (c == '\\') {
        escaped(word);
      } else {
        word.append(c);
        at++;
      }
    }
    words.add(new Word(word.toString(), start));
  }

  private void escaped(StringBuilder word) throws SyntaxException {
    if (at + 1 == text.length()) {
      throw new SyntaxException("a backslash at the end escapes nothing", at);
    }
    word.append(text.charAt(at + 1));
    at += 2;
  }

  private void quoted(char quote, StringBuilder word) throws SyntaxException {
    int open = at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return;
      }
      if (c == '\\' && quote == '"') {
        if (at == text.length()) {
          break;
        }
        char next = text.charAt(at++);
        if (next != '\\' && next != '"') {
          word.append('\\');
        }
        word.append(next);
      } else {
        word.append(c);
      }
    }
    throw new SyntaxException("the quote " + quote + " is not closed", open);
  }
}
