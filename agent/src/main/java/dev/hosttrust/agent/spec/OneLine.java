package dev.hosttrust.agent.spec;

/** Keeps text from a file (a subject, a label, a path) from drawing on the operator's terminal. */
final class OneLine {
  private OneLine() {}

  /** The text with each control character replaced by {@code ?}. */
  static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(c -> isSafe(c) ? c : '?').forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean isSafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      // FORMAT holds the bidirectional overrides, with which a name can look like another one.
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
