package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.python.PythonRepr;
import dev.hosttrust.inventories.templates.Expression.Arguments;
import dev.hosttrust.inventories.templates.Expression.Filtered;
import dev.hosttrust.inventories.templates.Expression.Items;
import dev.hosttrust.inventories.templates.Expression.Literal;
import dev.hosttrust.inventories.templates.Expression.Lookup;
import dev.hosttrust.inventories.templates.Expression.Member;
import dev.hosttrust.inventories.templates.Expression.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The value of an expression in a scope; {@link Undefined} where a name has no value. */
final class Evaluator {

  /** What {@code hostvars} stands for until a host is named. */
  private record HostVariables() {}

  /** What would be a method of a Python dictionary, not its entry. */
  private static final Set<String> METHODS =
      Set.of(
          "clear",
          "copy",
          "fromkeys",
          "get",
          "items",
          "keys",
          "pop",
          "popitem",
          "setdefault",
          "update",
          "values");

  private final Scope scope;

  Evaluator(Scope scope) {
    this.scope = scope;
  }

  @Nullable Object evaluate(Expression expression) {
    return switch (expression) {
      case Literal(Object value) -> value;
      case Items(List<Expression> items) -> items(items);
      case Name(String name) -> name(name);
      case Member member -> member(member);
      case Filtered filtered -> filtered(filtered);
      case Lookup(Arguments arguments) -> lookup(arguments);
    };
  }

  private List<@Nullable Object> items(List<Expression> expressions) {
    List<@Nullable Object> values = new ArrayList<>();
    expressions.forEach(item -> values.add(Scope.defined(evaluate(item))));
    return values;
  }

  private @Nullable Object name(String name) {
    return switch (name) {
      case "groups" -> scope.neighbours().groups();
      case "hostvars" -> new HostVariables();
      default -> scope.variable(name);
    };
  }

  private @Nullable Object member(Member member) {
    Object of = evaluate(member.of());
    Object key = Scope.defined(evaluate(member.key()));
    boolean method = member.key() instanceof Literal && METHODS.contains(Objects.toString(key));
    return switch (of) {
      case Undefined undefined -> undefined;
      case HostVariables all -> host(Objects.toString(key));
      case Scope host when key instanceof String name -> host.variable(name);
      case Map<?, ?> map when map.containsKey(key) -> {
        if (method) {
          throw TemplateException.unsupported(
              "the key '" + key + "', which is a method in Python,");
        }
        yield map.get(key);
      }
      case List<?> list when key instanceof Long index && has(list.size(), index) ->
          list.get(index(list.size(), index));
      case String text when key instanceof Long index && has(length(text), index) -> {
        int at = text.offsetByCodePoints(0, index(length(text), index));
        yield Character.toString(text.codePointAt(at));
      }
      case null, default ->
          new Undefined("there is no " + PythonRepr.repr(key) + " in what it names");
    };
  }

  private Object host(String name) {
    Scope host = scope.ofHost(name);
    return host == null ? new Undefined("there is no host '" + name + "'") : host;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean has(int size, long index) {
    return index < size && index >= -size;
  }

  /** A negative index counts from the end. */
  private static int index(int size, long index) {
    return Math.toIntExact(index < 0 ? size + index : index);
  }

  private @Nullable Object filtered(Filtered filtered) {
    Arguments arguments = filtered.arguments();
    String name = filtered.filter();
    List<@Nullable Object> positional = items(arguments.positional());
    Map<String, @Nullable Object> named = named(arguments);
    if (name.equals("default") || name.equals("d")) {
      var call = new Call(name, positional, named, "default_value", "boolean");
      return orDefault(filtered.of(), call);
    }
    Object value = Scope.defined(evaluate(filtered.of()));
    if (value instanceof Scope || value instanceof HostVariables) {
      throw TemplateException.unsupported("a filter on all variables of a host");
    }
    return Filters.apply(name, value, positional, named);
  }

  private Map<String, @Nullable Object> named(Arguments arguments) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    arguments.named().forEach((name, value) -> named.put(name, Scope.defined(evaluate(value))));
    return named;
  }

  private @Nullable Object orDefault(Expression of, Call call) {
    Object value;
    try {
      value = evaluate(of);
    } catch (UndefinedException e) {
      value = new Undefined(e.getMessage());
    }
    boolean missing =
        value instanceof Undefined
            || (Filters.isTrue(call.get("boolean", false)) && !Filters.isTrue(value));
    return missing ? call.get("default_value", "") : value;
  }

  /** {@code lookup('env', NAME...)}: texts between commas. */
  private Object lookup(Arguments arguments) {
    List<@Nullable Object> terms = items(arguments.positional());
    String plugin = terms.isEmpty() ? "" : Objects.toString(terms.getFirst());
    if (!plugin.equals("env") && !plugin.equals("ansible.builtin.env")) {
      throw TemplateException.unsupported("lookup('" + plugin + "')");
    }
    Map<String, @Nullable Object> named = named(arguments);
    Object missing = named.getOrDefault("default", "");
    List<String> values = new ArrayList<>();
    for (Object term : terms.subList(1, terms.size())) {
      String name = Objects.toString(term).strip().split("\\s+")[0];
      String value = scope.neighbours().environment(name);
      values.add(value == null ? PythonRepr.string(missing) : value);
    }
    return String.join(",", values);
  }
}
