// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A dictionary of a variable whose values are resolved when they are asked for. */
final class ResolvedMap extends AbstractMap<@Nullable Object, @Nullable Object> {

  private final Map<?, ?> raw;
  private final Scope scope;

  ResolvedMap(Map<?, ?> raw, Scope scope) {
    this.raw = raw;
    this.scope = scope;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    return scope.resolve(raw.get(key));
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return raw.containsKey(key);
  }

  @Override
  public Set<Entry<@Nullable Object, @Nullable Object>> entrySet() {
    Map<@Nullable Object, @Nullable Object> resolved = new LinkedHashMap<>();
    raw.forEach((key, value) -> resolved.put(key, scope.resolve(value)));
    return resolved.entrySet();
  }
}
