// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

/** The colours in use, as parameters of SGR (ECMA-48). */
enum Colour {
  NONE(""),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  CYAN("36"),
  BOLD("1");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  Styled on(String text) {
    return new Styled(text, this);
  }

  /** The text between the escape sequences that switch the colour on and off. */
  String paint(String printable) {
    return this == NONE ? printable : "\u001b[" + code + "m" + printable + "\u001b[0m";
  }

  /** A line of a unified diff in the usual colours. */
  static Styled diffLine(String line) {
    if (line.startsWith("+++") || line.startsWith("---")) {
      return BOLD.on(line);
    }
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> GREEN.on(line);
      case '-' -> RED.on(line);
      case '@' -> CYAN.on(line);
      default -> NONE.on(line);
    };
  }
}
