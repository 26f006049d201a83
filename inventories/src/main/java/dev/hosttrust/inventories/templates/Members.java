// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.python.PythonRepr;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code a.b} and {@code a['b']}. */
final class Members {

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

  private Members() {}

  /**
   * A member, or {@link Undefined}.
   *
   * @param written whether the key stands in the template as it is, as behind a dot
   */
  static @Nullable Object find(@Nullable Object of, @Nullable Object key, boolean written) {
    return switch (of) {
      case Undefined undefined -> undefined;
      case Omitted omitted -> throw TemplateException.unsupported("a part of omit");
      case HostVariables hosts -> hosts.find(Objects.toString(key));
      case Scope host when key instanceof String name -> host.variable(name);
      case Map<?, ?> map when map.containsKey(key) -> {
        if (written && METHODS.contains(Objects.toString(key))) {
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
}
