// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.templates.Expression.Arguments;
import dev.hosttrust.inventories.templates.Expression.Choice;
import dev.hosttrust.inventories.templates.Expression.Comparison;
import dev.hosttrust.inventories.templates.Expression.Either;
import dev.hosttrust.inventories.templates.Expression.Filtered;
import dev.hosttrust.inventories.templates.Expression.Items;
import dev.hosttrust.inventories.templates.Expression.Literal;
import dev.hosttrust.inventories.templates.Expression.Lookup;
import dev.hosttrust.inventories.templates.Expression.Member;
import dev.hosttrust.inventories.templates.Expression.MethodCall;
import dev.hosttrust.inventories.templates.Expression.Name;
import dev.hosttrust.inventories.templates.Expression.Not;
import dev.hosttrust.inventories.templates.Expression.Operation;
import dev.hosttrust.inventories.templates.Expression.Test;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The value of an expression in a scope; {@link Undefined} where a name has no value. */
final class Evaluator {

  private final Scope scope;

  Evaluator(Scope scope) {
    this.scope = scope;
  }

  @Nullable Object evaluate(Expression expression) {
    return switch (expression) {
      case Literal(Object value) -> value;
      case Items(List<Expression> items) -> items(items);
      case Name(String name) -> name(name);
      case Member(Expression of, Expression key) ->
          Members.find(evaluate(of), used(key), key instanceof Literal);
      case MethodCall(Expression of, String method, List<Expression> arguments) ->
          Methods.call(method, used(of), all(arguments));
      case Filtered filtered -> filtered(filtered);
      case Lookup(Arguments arguments) -> lookup(arguments);
      case Operation(String operator, Expression left, Expression right) ->
          Operators.apply(operator, plain(used(left)), plain(used(right)));
      case Comparison(String operator, Expression left, Expression right) ->
          comparison(operator, used(left), used(right));
      case Either(boolean and, Expression left, Expression right) -> {
        Object value = used(left);
        yield Filters.isTrue(value) == and ? evaluate(right) : value;
      }
      case Not(Expression of) -> !Filters.isTrue(used(of));
      case Test(Expression of, String test) -> test(test, evaluate(of));
      case Choice(Expression condition, Expression then, Expression otherwise) ->
          Filters.isTrue(used(condition))
              ? evaluate(then)
              : otherwise == null ? Undefined.NO_ELSE : evaluate(otherwise);
    };
  }

  /** The value of something that must be defined. */
  @Nullable Object used(Expression expression) {
    return Scope.defined(evaluate(expression));
  }

  private List<@Nullable Object> items(List<Expression> expressions) {
    List<@Nullable Object> values = new ArrayList<>();
    expressions.forEach(item -> values.add(used(item)));
    return values;
  }

  /** Values that need not be defined unless they are used. */
  private List<@Nullable Object> all(List<Expression> expressions) {
    List<@Nullable Object> values = new ArrayList<>();
    expressions.forEach(item -> values.add(evaluate(item)));
    return values;
  }

  /** A value that is not a host with all its variables. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Scope || value instanceof HostVariables) {
      throw TemplateException.unsupported("all variables of a host in this place");
    }
    return value;
  }

  private boolean comparison(String operator, @Nullable Object left, @Nullable Object right) {
    if (operator.equals("in") && right instanceof HostVariables hosts) {
      return left instanceof String name && hosts.find(name) instanceof Scope;
    }
    return Operators.compare(operator, plain(left), plain(right));
  }

  private static boolean test(String test, @Nullable Object value) {
    return switch (test) {
      case "defined" -> !(value instanceof Undefined);
      case "undefined" -> value instanceof Undefined;
      default -> value == null;
    };
  }

  private @Nullable Object name(String name) {
    return switch (name) {
      case "groups" -> scope.context().groups();
      case "hostvars" -> new HostVariables(scope);
      case "omit" -> Omitted.OMITTED;
      default -> scope.variable(name);
    };
  }

  private @Nullable Object filtered(Filtered filtered) {
    Arguments arguments = filtered.arguments();
    String name = filtered.filter();
    return switch (name) {
      case "default", "d" -> orDefault(filtered);
      case "ternary" -> ternary(plain(used(filtered.of())), arguments);
      default ->
          Filters.apply(
              name, plain(used(filtered.of())), items(arguments.positional()), named(arguments));
    };
  }

  private Map<String, @Nullable Object> named(Arguments arguments) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    arguments.named().forEach((name, value) -> named.put(name, used(value)));
    return named;
  }

  private @Nullable Object orDefault(Filtered filtered) {
    Arguments arguments = filtered.arguments();
    List<@Nullable Object> positional = new ArrayList<>();
    arguments.positional().forEach(value -> positional.add(unlessUnsupported(value)));
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    arguments.named().forEach((name, value) -> named.put(name, unlessUnsupported(value)));
    var call =
        new FilterArguments(filtered.filter(), positional, named, "default_value", "boolean");
    Object value = evaluate(filtered.of());
    boolean missing =
        value instanceof Undefined
            || (Filters.isTrue(Scope.defined(supported(call.get("boolean", false))))
                && !Filters.isTrue(value));
    return missing ? supported(call.get("default_value", "")) : value;
  }

  private static @Nullable Object supported(@Nullable Object value) {
    if (value instanceof UnsupportedException e) {
      throw e;
    }
    return value;
  }

  /**
   * The value, or the exception that says what is not supported: a default that is not used may
   * hold anything.
   */
  private @Nullable Object unlessUnsupported(Expression expression) {
    try {
      return evaluate(expression);
    } catch (UnsupportedException e) {
      return e;
    }
  }

  private @Nullable Object ternary(@Nullable Object value, Arguments arguments) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    arguments.named().forEach((name, expression) -> named.put(name, evaluate(expression)));
    var call =
        new FilterArguments(
            "ternary", all(arguments.positional()), named, "true_val", "false_val", "none_val");
    Object ofNone = call.get("none_val", null);
    if (value == null && ofNone != null) {
      return ofNone;
    }
    return call.required(Filters.isTrue(value) ? "true_val" : "false_val");
  }

  /** Texts between commas. */
  private String lookup(Arguments arguments) {
    List<@Nullable Object> terms = items(arguments.positional());
    String plugin =
        terms.isEmpty()
            ? ""
            : Objects.toString(terms.getFirst()).replaceFirst("^ansible\\.builtin\\.", "");
    Lookups lookups = new Lookups(scope.context(), named(arguments));
    List<String> values = new ArrayList<>();
    for (Object term : terms.subList(Math.min(1, terms.size()), terms.size())) {
      values.add(lookups.look(plugin, term));
    }
    if (values.isEmpty()) {
      lookups.look(plugin, "");
    }
    return String.join(",", values);
  }
}
