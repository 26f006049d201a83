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
  /** To the start of the line, and erase it (ECMA-48). */
  private static final String WIPE = "\r\u001b[K";

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
   * Prints over the line that the cursor is on, and stays there.
   *
   * @param room the most characters that are printed
   */
  void overwrite(String text, int room) {
    String line = printable(text);
    int characters = line.codePointCount(0, line.length());
    String cut =
        characters <= room
            ? line
            : line.substring(0, line.offsetByCodePoints(0, Math.max(0, room - 1))) + "…";
    out.print(WIPE + cut);
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
