// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.templates.Template.Braces;
import dev.hosttrust.inventories.templates.Template.Branch;
import dev.hosttrust.inventories.templates.Template.Branches;
import dev.hosttrust.inventories.templates.Template.Part;
import dev.hosttrust.inventories.templates.Template.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a text with templates apart: expressions in {@code {{ }}}, {@code {% if %}}, comments.
 *
 * <p>Source of the rules: {@code jinja2/lexer.py} with {@code trim_blocks}, which Ansible sets: a
 * line end right behind a statement or a comment goes with it.
 */
final class TemplateParser {

  private static final int MAX_DEPTH = 50;
  private static final Set<String> KNOWN = Set.of("if", "elif", "else", "endif");

  /** A statement, {@code {% name ... %}}. */
  private record Statement(String name, List<Token> words) {}

  private final String text;
  private int position;
  private int depth;
  private StringBuilder plain = new StringBuilder();

  /** What ended the last body: {@code elif}, {@code else} or {@code endif}. */
  private @Nullable Statement ending;

  private TemplateParser(String text) {
    this.text = text;
  }

  static Template parse(String text) {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    boolean ended = lines.endsWith("\n");
    String source = ended ? lines.substring(0, lines.length() - 1) : lines;
    return new Template(new TemplateParser(source).body(false));
  }

  private List<Part> body(boolean nested) {
    List<Part> parts = new ArrayList<>();
    while (position < text.length()) {
      if (text.startsWith("{{", position)) {
        parts.addAll(before());
        parts.add(new Braces(Parser.parse(words("}}"))));
      } else if (text.startsWith("{#", position)) {
        parts.addAll(before());
        comment();
      } else if (text.startsWith("{%", position)) {
        parts.addAll(before());
        Statement statement = statement();
        if (statement.name().equals("if")) {
          parts.add(branches(statement));
        } else if (nested) {
          ending = statement;
          return List.copyOf(parts);
        } else {
          throw new TemplateException("{% " + statement.name() + " %} has no {% if %}");
        }
      } else {
        plain.append(text.charAt(position++));
      }
    }
    if (nested) {
      throw new TemplateException("an {% if %} has no {% endif %}");
    }
    parts.addAll(plain());
    return List.copyOf(parts);
  }

  private Branches branches(Statement first) {
    if (++depth > MAX_DEPTH) {
      throw new TemplateException("{%% if %%} is nested more than %d deep".formatted(MAX_DEPTH));
    }
    List<Branch> branches = new ArrayList<>();
    Statement statement = first;
    while (statement != null && !statement.name().equals("endif")) {
      boolean last = statement.name().equals("else");
      branches.add(
          new Branch(
              last ? none(statement) : Parser.parseCondition(statement.words()), body(true)));
      statement = ending;
      if (last && statement != null && !statement.name().equals("endif")) {
        throw new TemplateException("after {% else %}, only {% endif %} may follow");
      }
    }
    if (statement != null) {
      none(statement);
    }
    depth--;
    return new Branches(List.copyOf(branches));
  }

  /** {@code else} and {@code endif} stand alone. */
  private static @Nullable Expression none(Statement statement) {
    if (statement.words().size() > 1) {
      throw new TemplateException("{% " + statement.name() + " %} stands alone");
    }
    return null;
  }

  private Statement statement() {
    List<Token> words = words("%}");
    Token name = words.getFirst();
    if (!KNOWN.contains(name.text())) {
      throw TemplateException.unsupported("{% " + name.text() + " %}");
    }
    return new Statement(name.text(), words.subList(1, words.size()));
  }

  /** The words up to the closing braces, and moves behind what these take with them. */
  private List<Token> words(String close) {
    int sign = "-+".indexOf(text.charAt(Math.min(position + 2, text.length() - 1)));
    var lexer = new Lexer(text, position + (sign < 0 ? 2 : 3), close);
    List<Token> words = lexer.words();
    position = lexer.end();
    after(words.getLast().text().charAt(0), close.equals("%}"));
    return words;
  }

  private void comment() {
    int close = text.indexOf("#}", position + 2);
    if (close < 0) {
      throw new TemplateException("the comment {# is not closed");
    }
    char sign = close > position + 2 ? text.charAt(close - 1) : ' ';
    position = close + 2;
    after(sign, true);
  }

  /**
   * @param sign what stands in front of the closing braces
   */
  private void after(char sign, boolean trimsLineEnd) {
    if (sign == '-') {
      while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
        position++;
      }
    } else if (sign != '+' && trimsLineEnd && text.startsWith("\n", position)) {
      position++;
    }
  }

  /** The text in front of braces; a dash behind them takes its trailing blanks. */
  private List<Part> before() {
    if (text.startsWith("-", position + 2)) {
      plain.setLength(plain.toString().stripTrailing().length());
    }
    return plain();
  }

  private List<Part> plain() {
    List<Part> part = plain.isEmpty() ? List.of() : List.of(new Text(plain.toString()));
    plain = new StringBuilder();
    return part;
  }
}
