package dev.hosttrust.controller.report;

/**
 * Colours on a terminal, nothing elsewhere.
 *
 * @param colour whether escape sequences (ECMA-48, SGR) are written
 */
public record Style(boolean colour) {
  /** The colours in use, as SGR parameters. */
  enum Colour {
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36"),
    BOLD("1");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  String paint(Colour of, String text) {
    return colour ? "\u001b[" + of.code + "m" + text + "\u001b[0m" : text;
  }

  /** A line of a unified diff in the usual colours. */
  String diffLine(String line) {
    if (line.startsWith("+++") || line.startsWith("---")) {
      return paint(Colour.BOLD, line);
    }
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> paint(Colour.GREEN, line);
      case '-' -> paint(Colour.RED, line);
      case '@' -> paint(Colour.CYAN, line);
      default -> line;
    };
  }
}
