// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.documents;

import dev.hosttrust.inventories.python.PythonDict;
import dev.hosttrust.inventories.python.PythonNumbers;
import dev.hosttrust.words.Location;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value read from YAML or JSON, with its position. Immutable. */
public sealed interface Datum {

  /** Where the value starts. */
  Location location();

  /** The value as plain Java: see {@link dev.hosttrust.inventories.values.Variable#value}. */
  @Nullable Object plain();

  /** Text, a number, a truth value, null, a date, a vaulted or an unsafe text. */
  record Scalar(@Nullable Object value, Location location) implements Datum {
    @Override
    public @Nullable Object plain() {
      return value;
    }

    /** Without the value, which may be a password. */
    @Override
    public String toString() {
      return "Scalar[" + location + "]";
    }
  }

  /**
   * A list.
   *
   * @param plain computed once, so that shared aliases are not expanded again
   */
  record Sequence(List<Datum> items, Location location, List<@Nullable Object> plain)
      implements Datum {

    public Sequence {
      items = List.copyOf(items);
    }

    Sequence(List<Datum> items, Location location) {
      this(items, location, plain(items));
    }

    private static List<@Nullable Object> plain(List<Datum> items) {
      List<@Nullable Object> values = new ArrayList<>(items.size());
      items.forEach(item -> values.add(item.plain()));
      return Collections.unmodifiableList(values);
    }
  }

  /**
   * A dictionary; of several entries with one key the last one is kept, in the first one's place.
   *
   * @param plain computed once, as for lists
   */
  record Mapping(
      List<Entry> entries, Location location, Map<@Nullable Object, @Nullable Object> plain)
      implements Datum {

    public Mapping {
      entries = List.copyOf(entries);
    }

    /** Makes one of entries whose keys may be there twice. */
    public static Mapping of(List<Entry> entries, Location location) {
      Map<@Nullable Object, Entry> unique = new LinkedHashMap<>();
      for (Entry entry : entries) {
        unique.merge(
            PythonDict.canonical(entry.key()),
            entry,
            (first, last) -> new Entry(first.key(), last.keyLocation(), last.value()));
      }
      Map<@Nullable Object, @Nullable Object> plain = new LinkedHashMap<>();
      unique.values().forEach(entry -> plain.put(entry.key(), entry.value().plain()));
      return new Mapping(
          List.copyOf(unique.values()), location, Collections.unmodifiableMap(plain));
    }

    /** The value under a key, or null where there is none. */
    public @Nullable Datum find(String key) {
      for (Entry entry : entries) {
        if (key.equals(entry.key())) {
          return entry.value();
        }
      }
      return null;
    }
  }

  /**
   * One entry of a mapping.
   *
   * @param key a scalar value, a string almost always
   * @param keyLocation where the key starts
   */
  record Entry(@Nullable Object key, Location keyLocation, Datum value) {

    /** The key as JSON would write it. */
    public String name() {
      return switch (key) {
        case null -> "null";
        case Boolean flag -> flag.toString();
        case Double number -> PythonNumbers.repr(number);
        case Object other -> other.toString();
      };
    }
  }

  /** Whether Python would take the value for false: null, false, zero, or empty. */
  default boolean isFalsy() {
    return switch (this) {
      case Sequence sequence -> sequence.items().isEmpty();
      case Mapping mapping -> mapping.entries().isEmpty();
      case Scalar scalar ->
          switch (scalar.value()) {
            case null -> true;
            case Boolean flag -> !flag;
            case Long number -> number == 0;
            case Double number -> number == 0;
            case String text -> text.isEmpty();
            default -> false;
          };
    };
  }

  /** What kind of value it is, in words for an error message. */
  default String kind() {
    return switch (this) {
      case Sequence sequence -> "a list";
      case Mapping mapping -> "a dictionary";
      case Scalar scalar ->
          switch (scalar.value()) {
            case null -> "nothing";
            case Boolean flag -> "a truth value";
            case Number number -> "a number";
            default -> "a text";
          };
    };
  }
}
