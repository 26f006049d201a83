// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.values;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Variables in layers, where an upper layer hides the ones below: hosts of the same groups share
 * the lower layer. Immutable and safe to share between threads.
 */
public final class Variables {

  private static final Variables NONE = new Variables(List.of());

  /** The uppermost first. */
  private final List<Map<String, Variable>> layers;

  private Variables(List<Map<String, Variable>> layers) {
    this.layers = layers;
  }

  /** No variables at all. */
  public static Variables none() {
    return NONE;
  }

  /** These variables with others on top, which win. */
  public Variables plus(Map<String, Variable> upper) {
    if (upper.isEmpty()) {
      return this;
    }
    List<Map<String, Variable>> more = new ArrayList<>(layers.size() + 1);
    more.add(Collections.unmodifiableMap(new LinkedHashMap<>(upper)));
    more.addAll(layers);
    return new Variables(List.copyOf(more));
  }

  /** These variables with others on top, which win. */
  public Variables plus(Variables upper) {
    Variables result = this;
    for (Map<String, Variable> layer : upper.layers.reversed()) {
      result = result.plus(layer);
    }
    return result;
  }

  /** The variable of that name, or null where there is none. */
  public @Nullable Variable find(String name) {
    for (Map<String, Variable> layer : layers) {
      Variable variable = layer.get(name);
      if (variable != null) {
        return variable;
      }
    }
    return null;
  }

  /** Whether there is a variable of that name; its value may be null. */
  public boolean contains(String name) {
    return find(name) != null;
  }

  /** The value of a variable, or null where there is none or where it is null itself. */
  public @Nullable Object get(String name) {
    Variable variable = find(name);
    return variable == null ? null : variable.value();
  }

  /** The names of all variables. */
  public Set<String> names() {
    return merged().keySet();
  }

  /** Names and values, in no particular order. */
  public Map<String, @Nullable Object> asMap() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    merged().forEach((name, variable) -> values.put(name, variable.value()));
    return Collections.unmodifiableMap(values);
  }

  private Map<String, Variable> merged() {
    Map<String, Variable> merged = new LinkedHashMap<>();
    layers.reversed().forEach(merged::putAll);
    return merged;
  }

  /** The names without the values, some of which are passwords. */
  @Override
  public String toString() {
    return names().toString();
  }
}
