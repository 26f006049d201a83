// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.templates.Expression.Choice;
import dev.hosttrust.inventories.templates.Expression.Comparison;
import dev.hosttrust.inventories.templates.Expression.Either;
import dev.hosttrust.inventories.templates.Expression.Not;
import dev.hosttrust.inventories.templates.Expression.Operation;
import dev.hosttrust.inventories.templates.Token.Kind;
import java.util.List;
import java.util.Set;

/**
 * Reads an expression: operators by their rank, the loosest first.
 *
 * <p>Source of the grammar: {@code parse_condexpr} and what it calls in {@code jinja2/parser.py}.
 */
final class Parser {

  private static final int MAX_DEPTH = 50;
  private static final int MAX_WORDS = 500;
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  private final Words words;
  private final Operands operands;
  private int depth;

  private Parser(List<Token> words) {
    this.words = new Words(words);
    this.operands = new Operands(this.words, this::expression);
  }

  /** Reads what stands between braces. */
  static Expression parse(List<Token> words) {
    return new Parser(words).whole(true);
  }

  /** Reads the condition of an {@code {% if %}}, which Jinja takes no bare {@code a if b} for. */
  static Expression parseCondition(List<Token> words) {
    return new Parser(words).whole(false);
  }

  private Expression whole(boolean mayChoose) {
    // The evaluator calls itself for each member and each filter.
    if (words.size() > MAX_WORDS) {
      throw new TemplateException("it has more than %d words".formatted(MAX_WORDS));
    }
    if (words.atEnd()) {
      throw new TemplateException("there is nothing between the braces");
    }
    Expression expression = mayChoose ? expression() : or();
    if (!words.atEnd()) {
      throw Words.unsupported(words.peek());
    }
    return expression;
  }

  private Expression expression() {
    if (++depth > MAX_DEPTH) {
      throw new TemplateException("its parentheses are nested more than %d deep".formatted(depth));
    }
    Expression expression = choice();
    depth--;
    return expression;
  }

  private Expression choice() {
    Expression expression = or();
    while (words.takeName("if")) {
      Expression condition = or();
      expression = new Choice(condition, expression, words.takeName("else") ? choice() : null);
    }
    return expression;
  }

  private Expression or() {
    Expression left = and();
    while (words.takeName("or")) {
      left = new Either(false, left, and());
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (words.takeName("and")) {
      left = new Either(true, left, not());
    }
    return left;
  }

  private Expression not() {
    return words.takeName("not") ? new Not(not()) : comparison();
  }

  private Expression comparison() {
    Expression left = sum();
    if (!isComparison()) {
      return left;
    }
    Expression result = comparison(left);
    if (isComparison()) {
      throw TemplateException.unsupported("a chain of comparisons");
    }
    return result;
  }

  private boolean isComparison() {
    Token word = words.peek();
    return (word.kind() == Kind.SYMBOL && COMPARISONS.contains(word.text()))
        || word.isName("in")
        || (word.isName("not") && words.peekSecond().isName("in"));
  }

  private Expression comparison(Expression left) {
    String operator = words.advance().text();
    if (operator.equals("not")) {
      words.advance();
      return new Not(new Comparison("in", left, sum()));
    }
    return new Comparison(operator, left, sum());
  }

  private Expression sum() {
    Expression left = concatenation();
    while (words.peek().isSymbol("+") || words.peek().isSymbol("-")) {
      left = new Operation(words.advance().text(), left, concatenation());
    }
    return left;
  }

  private Expression concatenation() {
    Expression left = operands.operand();
    while (words.take("~")) {
      left = new Operation("~", left, operands.operand());
    }
    return left;
  }
}
