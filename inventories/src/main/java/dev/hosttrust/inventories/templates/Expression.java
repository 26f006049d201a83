package dev.hosttrust.inventories.templates;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands between {@code {{} and {@code }}}. */
sealed interface Expression {

  /** A text, a number, a truth value or none. */
  record Literal(@Nullable Object value) implements Expression {}

  /** {@code [a, b]}. */
  record Items(List<Expression> items) implements Expression {}

  /** A variable. */
  record Name(String name) implements Expression {}

  /** {@code a.b} or {@code a['b']}, which are the same for what variables hold. */
  record Member(Expression of, Expression key) implements Expression {}

  /** {@code of | filter(arguments)}. */
  record Filtered(Expression of, String filter, Arguments arguments) implements Expression {}

  /** {@code lookup(arguments)}. */
  record Lookup(Arguments arguments) implements Expression {}

  /** What is in the parentheses of a call. */
  record Arguments(List<Expression> positional, Map<String, Expression> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());
  }
}
