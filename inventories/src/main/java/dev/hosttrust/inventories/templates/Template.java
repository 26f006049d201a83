package dev.hosttrust.inventories.templates;

import java.util.ArrayList;
import java.util.List;

/**
 * A value with expressions in it.
 *
 * @param parts in order
 */
record Template(List<Part> parts) {

  sealed interface Part {}

  /** Text around expressions. */
  record Text(String text) implements Part {}

  /** An expression. */
  record Braces(Expression expression) implements Part {}

  /** {@code Templar.is_possibly_template}. */
  static boolean isOne(String text) {
    return text.contains("{{") || text.contains("{%") || text.contains("{#");
  }

  static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    var plain = new StringBuilder();
    int position = 0;
    while (position < text.length()) {
      if (text.startsWith("{{", position)) {
        position = braces(text, position + 2, plain, parts);
      } else if (text.startsWith("{#", position)) {
        position = afterComment(text, position + 2, plain);
      } else if (text.startsWith("{%", position)) {
        throw TemplateException.unsupported("a statement in {%");
      } else {
        plain.append(text.charAt(position++));
      }
    }
    addText(plain, parts);
    return new Template(List.copyOf(parts));
  }

  private static int braces(String text, int start, StringBuilder plain, List<Part> parts) {
    int begin = start;
    if (text.startsWith("-", begin)) {
      plain.setLength(plain.toString().stripTrailing().length());
      begin++;
    } else if (text.startsWith("+", begin)) {
      begin++;
    }
    addText(plain, parts);
    var lexer = new Lexer(text, begin);
    List<Token> words = lexer.words();
    parts.add(new Braces(Parser.parse(words)));
    return words.getLast().text().startsWith("-") ? skipBlanks(text, lexer.end()) : lexer.end();
  }

  /** A line end right behind a comment goes with it, since Ansible sets {@code trim_blocks}. */
  private static int afterComment(String text, int start, StringBuilder plain) {
    if (text.startsWith("-", start)) {
      plain.setLength(plain.toString().stripTrailing().length());
    }
    int close = text.indexOf("#}", start);
    if (close < 0) {
      throw new TemplateException("the comment {# is not closed");
    }
    int end = close + 2;
    if (close > start && text.charAt(close - 1) == '-') {
      return skipBlanks(text, end);
    }
    return text.startsWith("\n", end) ? end + 1 : end;
  }

  private static int skipBlanks(String text, int start) {
    int end = start;
    while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static void addText(StringBuilder plain, List<Part> parts) {
    if (!plain.isEmpty()) {
      parts.add(new Text(plain.toString()));
      plain.setLength(0);
    }
  }
}
