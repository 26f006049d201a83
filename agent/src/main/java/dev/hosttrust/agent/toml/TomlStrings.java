// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.toml;

/** Strings: basic and literal ones, on one line or on several. */
final class TomlStrings {
  private static final int QUOTES = 3;

  private final TomlScanner scanner;

  TomlStrings(TomlScanner scanner) {
    this.scanner = scanner;
  }

  boolean isNext() {
    return scanner.peek() == '"' || scanner.peek() == '\'';
  }

  /** Reads a string that is a value. */
  String value() throws TomlException {
    String quote = String.valueOf(scanner.peek());
    return scanner.accept(quote.repeat(QUOTES)) ? severalLines(quote) : name();
  }

  /** Reads a string that is a name, which is on one line. */
  String name() throws TomlException {
    char quote = scanner.next();
    StringBuilder string = new StringBuilder();
    while (scanner.peek() != quote) {
      character(string, quote);
    }
    scanner.next();
    return string.toString();
  }

  private String severalLines(String quote) throws TomlException {
    StringBuilder string = new StringBuilder();
    if (!scanner.accept("\n")) {
      scanner.accept("\r\n");
    }
    while (!scanner.accept(quote.repeat(QUOTES))) {
      if (scanner.accept("\n") || scanner.accept("\r\n")) {
        string.append('\n');
      } else if (!quote.equals("\"") || !joinsLines()) {
        character(string, quote.charAt(0));
      }
    }
    // One or two quotes may stand right before the three that end the string.
    for (int i = 0; i < 2 && scanner.accept(quote); i++) {
      string.append(quote);
    }
    return string.toString();
  }

  /** A backslash at the end of a line takes away the line end and the blanks behind it. */
  private boolean joinsLines() {
    int start = scanner.position();
    if (!scanner.accept("\\")) {
      return false;
    }
    scanner.skipBlanks();
    boolean joins = false;
    while (scanner.accept("\n") || scanner.accept("\r\n")) {
      joins = true;
      scanner.skipBlanks();
    }
    if (!joins) {
      scanner.moveTo(start);
    }
    return joins;
  }

  private void character(StringBuilder string, char quote) throws TomlException {
    if (scanner.atEnd()) {
      throw scanner.error("a string has no end");
    }
    scanner.refuseControl();
    char c = scanner.next();
    if (c == '\\' && quote == '"') {
      escape(string);
    } else {
      string.append(c);
    }
  }

  private void escape(StringBuilder string) throws TomlException {
    switch (scanner.next()) {
      case 'b' -> string.append('\b');
      case 't' -> string.append('\t');
      case 'n' -> string.append('\n');
      case 'f' -> string.append('\f');
      case 'r' -> string.append('\r');
      case '"' -> string.append('"');
      case '\\' -> string.append('\\');
      case 'u' -> codePoint(string, 4);
      case 'U' -> codePoint(string, 8);
      default -> throw scanner.errorAt(scanner.position() - 2, "an unknown escape");
    }
  }

  private void codePoint(StringBuilder string, int digits) throws TomlException {
    int start = scanner.position();
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(scanner.peek(), 16);
      if (digit < 0 || scanner.next() > 'f') {
        throw scanner.errorAt(start, "an escape needs " + digits + " hexadecimal digits");
      }
      value = value * 16 + digit;
    }
    if (value > Character.MAX_CODE_POINT || (value >= 0xd800 && value <= 0xdfff)) {
      throw scanner.errorAt(start, "an escape that is no character");
    }
    string.appendCodePoint((int) value);
  }
}
