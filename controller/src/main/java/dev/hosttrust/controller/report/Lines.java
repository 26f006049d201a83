// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.text.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The way out of the program, for text and JSON alike. Whatever is printed here is made printable
 * and shortened, so that text of a host, a file or a variable cannot draw on the operator's
 * terminal, and those who pass it on need not think of that.
 */
public final class Lines {
  // Of ECMA-48, and of DEC's terminals, whose sequences those of today know.
  private static final String ERASE_LINE = "\u001b[K";
  private static final String ERASE_REST = "\u001b[J";
  private static final String WRAP_OFF = "\u001b[?7l";
  private static final String WRAP_ON = "\u001b[?7h";

  private final PrintWriter out;
  private final boolean colours;

  /**
   * @param colours whether escape sequences for colours may be written
   */
  public Lines(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** Prints one line. */
  public void println(String text) {
    out.println(printable(text));
  }

  /** Prints one line of several parts. */
  void println(List<Styled> parts) {
    out.println(parts.stream().map(this::painted).collect(Collectors.joining()));
  }

  /** Prints a text of several lines as it stands, whole, with a line end after it. */
  public void printText(String text) {
    out.println(Printable.lines(text));
  }

  /** Prints a JSON document, whole. */
  public void printJson(String json) {
    out.println(Printable.json(json));
  }

  /**
   * Draws lines below the last one that was printed, over those that were drawn there before, and
   * leaves the cursor at their beginning: there it stays when a terminal is made narrower and wraps
   * them.
   *
   * @param room the most characters of a line that are drawn
   */
  void draw(List<List<Styled>> lines, int room) {
    StringBuilder screen = new StringBuilder("\r" + WRAP_OFF);
    String next = "";
    for (List<Styled> line : lines) {
      screen.append(next).append(cut(line, room));
      next = ERASE_LINE + "\r\n";
    }
    screen.append(ERASE_REST + WRAP_ON + "\r");
    if (lines.size() > 1) {
      screen.append("\u001b[%dA".formatted(lines.size() - 1));
    }
    out.print(screen);
    out.flush();
  }

  private String cut(List<Styled> line, int room) {
    StringBuilder text = new StringBuilder();
    int left = room;
    for (Styled part : line) {
      String whole = printable(part.text());
      int length = whole.codePointCount(0, whole.length());
      boolean fits = length <= left;
      String shown =
          fits ? whole : whole.substring(0, whole.offsetByCodePoints(0, Math.max(0, left - 1)));
      text.append(colours ? part.colour().paint(shown) : shown);
      if (!fits) {
        return text.append(left > 0 ? "…" : "").toString();
      }
      left -= length;
    }
    return text.toString();
  }

  /** Erases what was drawn. */
  void wipe() {
    out.print("\r" + ERASE_REST);
    out.flush();
  }

  public void flush() {
    out.flush();
  }

  private String painted(Styled part) {
    String text = printable(part.text());
    return colours ? part.colour().paint(text) : text;
  }

  private static String printable(String text) {
    return Printable.line(Printable.shortened(text));
  }
}
