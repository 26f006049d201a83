package dev.hosttrust.agent.diff;

/** Text of a host, made fit for a terminal. */
public final class Printable {
  private Printable() {}

  /** As {@code cat -v} shows what a terminal would obey; line feeds and tabs stay. */
  public static String text(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c -> {
              if (c == '\t' || c == '\n' || !Character.isISOControl(c)) {
                shown.append((char) c);
              } else if (c < 0x20) {
                shown.append('^').append((char) (c + 0x40));
              } else {
                shown.append("\\x%02x".formatted(c));
              }
            });
    return shown.toString();
  }
}
