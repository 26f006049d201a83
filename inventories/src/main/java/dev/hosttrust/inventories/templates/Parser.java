package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.python.PythonLiteral;
import dev.hosttrust.inventories.templates.Expression.Arguments;
import dev.hosttrust.inventories.templates.Expression.Filtered;
import dev.hosttrust.inventories.templates.Expression.Items;
import dev.hosttrust.inventories.templates.Expression.Literal;
import dev.hosttrust.inventories.templates.Expression.Lookup;
import dev.hosttrust.inventories.templates.Expression.Member;
import dev.hosttrust.inventories.templates.Expression.Name;
import dev.hosttrust.inventories.templates.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads an expression: names, members, filters, literals, {@code lookup}.
 *
 * <p>Source of the grammar: {@code parse_unary}, {@code parse_postfix} and {@code
 * parse_filter_expr} in {@code jinja2/parser.py}.
 */
final class Parser {

  private static final int MAX_DEPTH = 50;
  private static final int MAX_WORDS = 500;

  /** Jinja's words that start or join expressions of other kinds. */
  private static final Set<String> OPERATORS =
      Set.of("if", "else", "not", "and", "or", "in", "is", "for", "recursive", "loop");

  private final List<Token> words;
  private int next;
  private int depth;

  private Parser(List<Token> words) {
    this.words = words;
  }

  static Expression parse(List<Token> words) {
    // The evaluator calls itself for each member and each filter.
    if (words.size() > MAX_WORDS) {
      throw new TemplateException("it has more than %d words".formatted(MAX_WORDS));
    }
    var parser = new Parser(words);
    if (parser.peek().kind() == Kind.END) {
      throw new TemplateException("there is nothing between the braces");
    }
    Expression expression = parser.expression();
    if (parser.peek().kind() != Kind.END) {
      throw unsupported(parser.peek());
    }
    return expression;
  }

  private Expression expression() {
    if (++depth > MAX_DEPTH) {
      throw new TemplateException("its parentheses are nested more than %d deep".formatted(depth));
    }
    Expression expression = members(primary());
    while (take("|")) {
      expression = new Filtered(expression, filterName(), arguments());
    }
    depth--;
    return expression;
  }

  private Expression members(Expression start) {
    Expression expression = start;
    while (true) {
      if (take(".")) {
        Token key = advance();
        if (key.text().startsWith("__")) {
          throw unsupported(key);
        }
        expression =
            switch (key.kind()) {
              case NAME -> new Member(expression, new Literal(key.text()));
              case NUMBER -> new Member(expression, number(key));
              default -> throw unsupported(key);
            };
      } else if (take("[")) {
        expression = new Member(expression, expression());
        expect("]");
      } else if (peek().isSymbol("(")) {
        throw TemplateException.unsupported("a call");
      } else {
        return expression;
      }
    }
  }

  private Expression primary() {
    Token word = advance();
    return switch (word.kind()) {
      case TEXT -> new Literal(word.text());
      case NUMBER -> number(word);
      case NAME -> name(word);
      case SYMBOL -> symbol(word);
      case END -> throw new TemplateException("it ends too early");
    };
  }

  private Expression name(Token word) {
    return switch (word.text()) {
      case "true", "True" -> new Literal(true);
      case "false", "False" -> new Literal(false);
      case "none", "None" -> new Literal(null);
      case "lookup" -> new Lookup(arguments());
      case String name when OPERATORS.contains(name) -> throw unsupported(word);
      case String name -> new Name(name);
    };
  }

  private Expression symbol(Token word) {
    return switch (word.text()) {
      case "(" -> {
        Expression inner = expression();
        expect(")");
        yield inner;
      }
      case "[" -> items();
      case "-" -> negative(word);
      default -> throw unsupported(word);
    };
  }

  private Literal negative(Token minus) {
    Token number = advance();
    if (number.kind() != Kind.NUMBER) {
      throw unsupported(minus);
    }
    return number(new Token(Kind.NUMBER, "-" + number.text()));
  }

  private Items items() {
    List<Expression> items = new ArrayList<>();
    while (!take("]")) {
      items.add(expression());
      if (!peek().isSymbol("]")) {
        expect(",");
      }
    }
    return new Items(List.copyOf(items));
  }

  /** A filter may be named in full, with its collection. */
  private String filterName() {
    Token word = advance();
    if (word.kind() != Kind.NAME) {
      throw unsupported(word);
    }
    var name = new StringBuilder(word.text());
    while (take(".")) {
      name.append('.').append(advance().text());
    }
    return name.toString().replaceFirst("^ansible\\.builtin\\.", "");
  }

  private Arguments arguments() {
    if (!take("(")) {
      return Arguments.NONE;
    }
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!take(")")) {
      if (peek().kind() == Kind.NAME && words.get(next + 1).isSymbol("=")) {
        String name = advance().text();
        expect("=");
        named.put(name, expression());
      } else if (named.isEmpty()) {
        positional.add(expression());
      } else {
        throw unsupported(peek());
      }
      if (!peek().isSymbol(")")) {
        expect(",");
      }
    }
    return new Arguments(List.copyOf(positional), Map.copyOf(named));
  }

  private static Literal number(Token word) {
    return new Literal(PythonLiteral.valueOrText(word.text()));
  }

  private Token peek() {
    return words.get(next);
  }

  private Token advance() {
    Token word = words.get(next);
    if (word.kind() != Kind.END) {
      next++;
    }
    return word;
  }

  private boolean take(String symbol) {
    if (peek().isSymbol(symbol)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String symbol) {
    if (!take(symbol)) {
      throw peek().kind() == Kind.END
          ? new TemplateException("the " + symbol + " is missing")
          : unsupported(peek());
    }
  }

  private static TemplateException unsupported(Token word) {
    return word.kind() == Kind.END
        ? new TemplateException("it ends too early")
        : TemplateException.unsupported("'" + word.text() + "'");
  }
}
