// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a filter by their names. */
final class FilterArguments {

  private final Map<String, @Nullable Object> values = new HashMap<>();

  FilterArguments(
      String filter,
      List<? extends @Nullable Object> positional,
      Map<String, ? extends @Nullable Object> named,
      String... names) {
    if (positional.size() > names.length) {
      throw new TemplateException(
          "the filter '%s' takes at most %d arguments".formatted(filter, names.length));
    }
    for (int i = 0; i < positional.size(); i++) {
      values.put(names[i], positional.get(i));
    }
    for (String name : named.keySet()) {
      if (!List.of(names).contains(name) || values.containsKey(name)) {
        throw TemplateException.unsupported(
            "the argument '%s' of the filter '%s'".formatted(name, filter));
      }
    }
    values.putAll(named);
  }

  /** The value of an argument that must be given. */
  @Nullable Object required(String name) {
    if (!values.containsKey(name)) {
      throw new TemplateException("the argument '%s' is missing".formatted(name));
    }
    return values.get(name);
  }

  @Nullable Object get(String name, @Nullable Object otherwise) {
    return values.getOrDefault(name, otherwise);
  }
}
