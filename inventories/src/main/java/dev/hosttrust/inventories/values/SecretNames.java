// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which variables hold passwords, as far as their names tell. */
public final class SecretNames {
  private static final String MASK = "********";

  private SecretNames() {}

  /** Whether the value of a variable of this name must not be shown, not even in part. */
  public static boolean contains(String variable) {
    String name = variable.toLowerCase(Locale.ROOT);
    return Stream.of("pass", "secret", "token").anyMatch(name::contains);
  }

  /**
   * What may be shown of a variable: eight asterisks if its name tells that it is a secret,
   * otherwise its value, with such names masked at any depth. A vaulted value stays, as nobody can
   * read it.
   */
  public static @Nullable Object masked(Object name, @Nullable Object value) {
    return value instanceof VaultText || !contains(name.toString()) ? masked(value) : MASK;
  }

  private static @Nullable Object masked(@Nullable Object value) {
    return switch (value) {
      case List<?> list -> unlessEqual(list, items(list));
      case Map<?, ?> map -> unlessEqual(map, entries(map));
      case null, default -> value;
    };
  }

  /** Keeps the original where nothing is masked: a tuple, for example, is shown as one. */
  private static Object unlessEqual(Object original, Object masked) {
    return masked.equals(original) ? original : masked;
  }

  private static List<@Nullable Object> items(List<?> list) {
    List<@Nullable Object> items = new ArrayList<>();
    list.forEach(item -> items.add(masked(item)));
    return items;
  }

  private static Map<Object, @Nullable Object> entries(Map<?, ?> map) {
    Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
    map.forEach((key, value) -> entries.put(key, masked(String.valueOf(key), value)));
    return entries;
  }
}
