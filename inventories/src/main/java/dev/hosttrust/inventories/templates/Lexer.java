// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.templates.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits an expression or a statement into words, from behind its opening braces to its closing
 * ones.
 *
 * <p>Source of the rules: {@code jinja2/lexer.py}. A backslash in a quoted text stands for itself,
 * since Ansible doubles all of them first ({@code _escape_backslashes}).
 */
final class Lexer {

  private static final Pattern WORD =
      Pattern.compile(
          "(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)"
              + "|(?<number>[0-9][0-9_]*(?:\\.[0-9]+(?:[eE][+-]?[0-9]+)?)?)"
              + "|(?<quote>['\"])"
              + "|(?<symbol>-?\\}\\}|[-+]?%\\}|[=!<>]=|//|\\*\\*|[^\\s])");

  private final String template;
  private final String close;
  private int position;

  /**
   * @param close the closing braces, <code>}}</code> or <code>%}</code>
   */
  Lexer(String template, int start, String close) {
    this.template = template;
    this.position = start;
    this.close = close;
  }

  /** Where the closing braces end. */
  int end() {
    return position;
  }

  /** All words; the last one is the closing braces. */
  List<Token> words() {
    List<Token> words = new ArrayList<>();
    int depth = 0;
    while (true) {
      Token word = next();
      // In a dictionary two closing braces may be two of its own.
      if (word.isSymbol("{")) {
        throw TemplateException.unsupported("a dictionary in braces");
      }
      if (depth == 0 && word.kind() == Kind.SYMBOL && word.text().endsWith(close)) {
        words.add(new Token(Kind.END, word.text()));
        return List.copyOf(words);
      }
      depth += word.isSymbol("(") || word.isSymbol("[") ? 1 : 0;
      depth -= word.isSymbol(")") || word.isSymbol("]") ? 1 : 0;
      words.add(word);
    }
  }

  private Token next() {
    while (position < template.length() && Character.isWhitespace(template.charAt(position))) {
      position++;
    }
    Matcher matcher = WORD.matcher(template).region(position, template.length());
    if (!matcher.lookingAt()) {
      String open = close.equals("}}") ? "{{" : "{%";
      throw new TemplateException("the braces " + open + " are not closed");
    }
    position = matcher.end();
    if (matcher.group("quote") != null) {
      return quoted(matcher.group("quote").charAt(0));
    }
    Kind kind =
        matcher.group("name") != null
            ? Kind.NAME
            : matcher.group("number") != null ? Kind.NUMBER : Kind.SYMBOL;
    return new Token(kind, matcher.group());
  }

  private Token quoted(char quote) {
    int start = position;
    for (; position < template.length(); position++) {
      char c = template.charAt(position);
      if (c == quote) {
        return new Token(Kind.TEXT, template.substring(start, position++));
      }
      if (c == '\\' && template.startsWith(String.valueOf(quote), ++position)) {
        throw new TemplateException(
            "a backslash before the quote " + quote + " does not escape it; use the other quote");
      }
    }
    throw new TemplateException("the quote " + quote + " is not closed");
  }
}
