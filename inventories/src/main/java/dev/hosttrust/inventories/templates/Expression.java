// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in double braces, or behind {@code if} in a statement. */
sealed interface Expression {

  /** A text, a number, a truth value or none. */
  record Literal(@Nullable Object value) implements Expression {}

  /** {@code [a, b]}. */
  record Items(List<Expression> items) implements Expression {}

  /** A variable. */
  record Name(String name) implements Expression {}

  /** {@code a.b} or {@code a['b']}, which are the same for what variables hold. */
  record Member(Expression of, Expression key) implements Expression {}

  /** {@code of.method(arguments)}. */
  record MethodCall(Expression of, String method, List<Expression> arguments)
      implements Expression {}

  /** {@code of | filter(arguments)}. */
  record Filtered(Expression of, String filter, Arguments arguments) implements Expression {}

  /** {@code lookup(arguments)}. */
  record Lookup(Arguments arguments) implements Expression {}

  /** {@code left + right}, and the same with {@code -} and {@code ~}. */
  record Operation(String operator, Expression left, Expression right) implements Expression {}

  /** {@code left == right}, and the same with the other comparisons and with {@code in}. */
  record Comparison(String operator, Expression left, Expression right) implements Expression {}

  /** {@code left and right}, or {@code left or right}. */
  record Either(boolean and, Expression left, Expression right) implements Expression {}

  /** {@code not of}. */
  record Not(Expression of) implements Expression {}

  /** {@code of is test}. */
  record Test(Expression of, String test) implements Expression {}

  /** {@code then if condition else otherwise}. */
  record Choice(Expression condition, Expression then, @Nullable Expression otherwise)
      implements Expression {}

  /** What is in the parentheses of a call. */
  record Arguments(List<Expression> positional, Map<String, Expression> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());
  }
}
