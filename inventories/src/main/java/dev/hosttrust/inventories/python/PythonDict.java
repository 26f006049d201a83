// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.python;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a dictionary with Python's notion of equal keys: {@code 1}, {@code 1.0} and {@code True}
 * are one key. The first of them stays as the key, the last value counts.
 */
public final class PythonDict {

  private final Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
  private final Map<@Nullable Object, @Nullable Object> keys = new HashMap<>();

  /** {@code dict[key] = value}. */
  public void put(@Nullable Object key, @Nullable Object value) {
    Object canonical = canonical(key);
    if (!keys.containsKey(canonical)) {
      keys.put(canonical, key);
    }
    entries.put(keys.get(canonical), value);
  }

  /** The entries in order of their first appearance; what is put later is not in it. */
  public Map<@Nullable Object, @Nullable Object> asMap() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** The same for all keys that are equal in Python. */
  public static @Nullable Object canonical(@Nullable Object key) {
    return switch (key) {
      case Boolean flag -> flag ? 1L : 0L;
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          number.longValue();
      case null -> null;
      case Object other -> other;
    };
  }
}
