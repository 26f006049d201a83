// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.toml;

/** Characters of a text, one after the other, and what stands between values. */
final class TomlScanner {
  /** What is at the end of a text, and nowhere in it. */
  static final char END = '\uffff';

  private final String text;
  private int position;

  TomlScanner(String text) {
    this.text = text;
  }

  int position() {
    return position;
  }

  void moveTo(int offset) {
    position = offset;
  }

  boolean atEnd() {
    return position >= text.length();
  }

  /** The next character; {@link #END} where there is none. */
  char peek() {
    return atEnd() ? END : text.charAt(position);
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, position);
  }

  /** Passes over a text if it is next. */
  boolean accept(String expected) {
    boolean next = startsWith(expected);
    if (next) {
      position += expected.length();
    }
    return next;
  }

  void expect(String expected) throws TomlException {
    if (!accept(expected)) {
      throw error("'" + expected + "' is missing");
    }
  }

  String from(int start) {
    return text.substring(start, position);
  }

  char next() {
    char c = peek();
    position++;
    return c;
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      position++;
    }
  }

  /** Passes over blanks, comments and line ends. */
  void skipLines() throws TomlException {
    skipBlanks();
    while (peek() == '#' || peek() == '\n' || peek() == '\r') {
      skipComment();
      skipLineEnd();
      skipBlanks();
    }
  }

  /** What may follow a statement: a comment, then the end of the line or of the text. */
  void endStatement() throws TomlException {
    skipBlanks();
    skipComment();
    if (!atEnd()) {
      skipLineEnd();
    }
  }

  private void skipLineEnd() throws TomlException {
    if (!accept("\n") && !accept("\r\n") && !atEnd()) {
      throw error("the line should end here");
    }
  }

  private void skipComment() throws TomlException {
    if (peek() == '#') {
      while (!atEnd() && peek() != '\n' && !startsWith("\r\n")) {
        refuseControl();
        position++;
      }
    }
  }

  /** Control characters stand nowhere but for tab, and for line ends where these may be. */
  void refuseControl() throws TomlException {
    char c = peek();
    if ((c < ' ' && c != '\t') || c == 0x7f) {
      throw error("a control character");
    }
  }

  TomlException error(String what) {
    return errorAt(position, what);
  }

  TomlException errorAt(int offset, String what) {
    return new TomlException(text, Math.min(offset, text.length()), what);
  }
}
