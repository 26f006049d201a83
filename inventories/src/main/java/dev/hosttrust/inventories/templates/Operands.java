// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.python.PythonLiteral;
import dev.hosttrust.inventories.templates.Expression.Arguments;
import dev.hosttrust.inventories.templates.Expression.Filtered;
import dev.hosttrust.inventories.templates.Expression.Items;
import dev.hosttrust.inventories.templates.Expression.Literal;
import dev.hosttrust.inventories.templates.Expression.Lookup;
import dev.hosttrust.inventories.templates.Expression.Member;
import dev.hosttrust.inventories.templates.Expression.MethodCall;
import dev.hosttrust.inventories.templates.Expression.Name;
import dev.hosttrust.inventories.templates.Expression.Not;
import dev.hosttrust.inventories.templates.Expression.Test;
import dev.hosttrust.inventories.templates.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads what stands between operators: names, members, calls, filters, tests, literals, {@code
 * lookup}.
 *
 * <p>Source of the grammar: {@code parse_unary} and what it calls in {@code jinja2/parser.py}.
 */
final class Operands {

  /** Jinja's words that start or join expressions. */
  private static final Set<String> RESERVED =
      Set.of("if", "else", "not", "and", "or", "in", "is", "for", "recursive", "loop");

  private static final Set<String> TESTS = Set.of("defined", "undefined", "none");

  private final Words words;
  private final Supplier<Expression> expression;

  /**
   * @param expression reads a whole expression, such as one in parentheses
   */
  Operands(Words words, Supplier<Expression> expression) {
    this.words = words;
    this.expression = expression;
  }

  Expression operand() {
    Expression operand = members(primary());
    while (true) {
      if (words.take("|")) {
        operand = new Filtered(operand, filterName(), arguments());
      } else if (words.takeName("is")) {
        operand = test(operand);
      } else {
        return operand;
      }
    }
  }

  private Expression test(Expression of) {
    boolean negated = words.takeName("not");
    Token name = words.advance();
    Token next = words.peek();
    boolean ends = next.kind() == Kind.SYMBOL && !next.isSymbol("(") && !next.isSymbol("[");
    boolean joins = next.isName("and") || next.isName("or") || next.isName("else");
    if (!TESTS.contains(name.text()) || !(ends || joins || words.atEnd())) {
      throw TemplateException.unsupported("the test '" + name.text() + "'");
    }
    Test test = new Test(of, name.text());
    return negated ? new Not(test) : test;
  }

  private Expression members(Expression start) {
    Expression operand = start;
    while (true) {
      if (words.take(".")) {
        operand = member(operand);
      } else if (words.take("[")) {
        operand = new Member(operand, expression.get());
        words.expect("]");
      } else if (words.peek().isSymbol("(")) {
        throw TemplateException.unsupported("a call");
      } else {
        return operand;
      }
    }
  }

  private Expression member(Expression of) {
    Token key = words.advance();
    if (key.text().startsWith("__")) {
      throw Words.unsupported(key);
    }
    return switch (key.kind()) {
      case NAME ->
          words.peek().isSymbol("(")
              ? call(of, key.text())
              : new Member(of, new Literal(key.text()));
      case NUMBER -> new Member(of, number(key));
      default -> throw Words.unsupported(key);
    };
  }

  private MethodCall call(Expression of, String method) {
    Arguments arguments = arguments();
    if (!arguments.named().isEmpty()) {
      throw TemplateException.unsupported(
          "the named argument '%s' of the method '%s'"
              .formatted(arguments.named().keySet().iterator().next(), method));
    }
    return new MethodCall(of, method, arguments.positional());
  }

  private Expression primary() {
    Token word = words.advance();
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
      case String name when RESERVED.contains(name) -> throw Words.unsupported(word);
      case String name -> new Name(name);
    };
  }

  private Expression symbol(Token word) {
    return switch (word.text()) {
      case "(" -> {
        Expression inner = expression.get();
        words.expect(")");
        yield inner;
      }
      case "[" -> items();
      case "-" -> negative(word);
      default -> throw Words.unsupported(word);
    };
  }

  private Literal negative(Token minus) {
    Token number = words.advance();
    if (number.kind() != Kind.NUMBER) {
      throw Words.unsupported(minus);
    }
    return number(new Token(Kind.NUMBER, "-" + number.text()));
  }

  private Items items() {
    List<Expression> items = new ArrayList<>();
    while (!words.take("]")) {
      items.add(expression.get());
      if (!words.peek().isSymbol("]")) {
        words.expect(",");
      }
    }
    return new Items(List.copyOf(items));
  }

  /** A filter may be named in full, with its collection. */
  private String filterName() {
    Token word = words.advance();
    if (word.kind() != Kind.NAME) {
      throw Words.unsupported(word);
    }
    var name = new StringBuilder(word.text());
    while (words.take(".")) {
      name.append('.').append(words.advance().text());
    }
    return name.toString().replaceFirst("^ansible\\.builtin\\.", "");
  }

  private Arguments arguments() {
    if (!words.take("(")) {
      return Arguments.NONE;
    }
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!words.take(")")) {
      if (words.peek().kind() == Kind.NAME && words.peekSecond().isSymbol("=")) {
        String name = words.advance().text();
        words.expect("=");
        named.put(name, expression.get());
      } else if (named.isEmpty()) {
        positional.add(expression.get());
      } else {
        throw Words.unsupported(words.peek());
      }
      if (!words.peek().isSymbol(")")) {
        words.expect(",");
      }
    }
    return new Arguments(List.copyOf(positional), Map.copyOf(named));
  }

  private static Literal number(Token word) {
    return new Literal(PythonLiteral.valueOrText(word.text()));
  }
}
