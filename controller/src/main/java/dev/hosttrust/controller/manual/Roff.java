// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.manual;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A text in the language of manual pages, for groff's and mandoc's macros {@code man(7)}. */
final class Roff {
  /** What would be a command, or be drawn as another character than the one that is to be typed. */
  private static final Map<Integer, String> ESCAPES =
      Map.of(
          (int) '\\', "\\e",
          (int) '-', "\\-",
          (int) '\'', "\\(aq",
          (int) '`', "\\(ga",
          (int) '^', "\\(ha",
          (int) '~', "\\(ti");

  private final StringBuilder text = new StringBuilder();

  /**
   * @param date empty, or as it is to be shown
   */
  Roff(String name, String date, String source) {
    line(".TH \"%s\" 1 \"%s\" \"%s\" \"User Commands\"".formatted(name, date, source));
    // Paths and commands are not broken up, nor drawn out.
    line(".nh");
    line(".ad l");
  }

  void section(String title) {
    line(".SH " + title.toUpperCase(Locale.ROOT));
  }

  void subsection(String title) {
    line(".SS " + escaped(title));
  }

  void paragraph(String paragraph) {
    line(".PP");
    line(shown(paragraph));
  }

  /**
   * @param term that the text is about, already in this language
   */
  void item(String term, String meaning) {
    line(".TP");
    line(term);
    line(shown(meaning));
  }

  /** Text as it stands, already in this language. */
  void line(String line) {
    text.append(line).append('\n');
  }

  /** Lines as they stand. */
  void example(List<String> lines) {
    line(".PP");
    line(".EX");
    lines.forEach(line -> line(shown(line)));
    line(".EE");
  }

  static String bold(String word) {
    return "\\fB" + escaped(word) + "\\fR";
  }

  static String italic(String word) {
    return "\\fI" + escaped(word) + "\\fR";
  }

  static String escaped(String text) {
    return text.codePoints()
        .mapToObj(c -> ESCAPES.getOrDefault(c, Character.toString(c)))
        .collect(Collectors.joining());
  }

  /** A dot at the beginning of a line would make it a command. */
  private static String shown(String line) {
    return (line.startsWith(".") ? "\\&" : "") + escaped(line);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
