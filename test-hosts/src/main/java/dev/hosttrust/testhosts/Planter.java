// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes records that have {@link #HOSTILE} in every field that takes a text, however deep it lies.
 * It goes by the types, so that a field that is added later is planted too; a type that it does not
 * know is an error.
 */
public final class Planter {
  /** A text that sets a title, wipes the screen, turns the direction and forges a line. */
  public static final String HOSTILE =
      "\u001b]0;owned\u0007\u001b[2J\b\u007f\u0000\u009b31m\u202e\u2066\u200f\u061c\u200b\u2028"
          + "\u2029\ud800\r\nok            forged";

  private static final Pattern UNSAFE =
      Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\p{Cf}\\p{Cs}\\u2028\\u2029]");

  private static final Set<Type> CONTAINERS =
      Set.of(List.class, Optional.class, SequencedMap.class);

  private final Map<Class<?>, Object> made;

  private Planter(Map<Class<?>, Object> made) {
    this.made = made;
  }

  /** Knows records, and what the JDK has to put into them. */
  public static Planter create() {
    Map<Class<?>, Object> made = new LinkedHashMap<>();
    made.put(String.class, HOSTILE);
    made.put(int.class, 1);
    made.put(Integer.class, 1);
    made.put(long.class, 1L);
    made.put(boolean.class, true);
    made.put(Duration.class, Duration.ofMillis(1));
    made.put(Instant.class, Instant.EPOCH);
    return new Planter(made);
  }

  /** Has this where a value of a type is wanted that is no record. */
  public <T> Planter with(Class<T> type, T value) {
    Map<Class<?>, Object> more = new LinkedHashMap<>(made);
    more.put(type, value);
    return new Planter(more);
  }

  /**
   * At least one of each kind that the type has, if it is sealed, and of each kind in its fields.
   */
  public <T> List<T> all(Class<T> type) {
    return values(type).stream().map(type::cast).toList();
  }

  /** What a terminal would obey in this output, or would hide; empty if there is nothing. */
  public static List<String> unsafe(String output) {
    Stream<String> characters =
        UNSAFE.matcher(output).results().map(r -> "U+%04x".formatted(r.group().codePointAt(0)));
    Stream<String> forged = output.lines().filter(line -> line.startsWith("ok            forged"));
    return Stream.concat(characters, forged).toList();
  }

  private List<?> values(Type type) {
    if (type instanceof ParameterizedType generic && CONTAINERS.contains(generic.getRawType())) {
      return List.of(container(generic));
    }
    Class<?> plain =
        (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    if (made.containsKey(plain)) {
      return List.of(made.get(plain));
    }
    if (plain.isSealed()) {
      return Arrays.stream(plain.getPermittedSubclasses())
          .flatMap(kind -> values(kind).stream())
          .toList();
    }
    if (plain.isEnum()) {
      return List.of(plain.getEnumConstants());
    }
    if (plain.isRecord()) {
      return records(plain);
    }
    throw new IllegalArgumentException("teach the planter to make a " + type.getTypeName());
  }

  private Object container(ParameterizedType type) {
    Type[] of = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      return values(of[0]);
    } else if (type.getRawType() == Optional.class) {
      return Optional.of(values(of[0]).getFirst());
    } else if (type.getRawType() == SequencedMap.class && of[0] == String.class) {
      Map<String, Object> map = new LinkedHashMap<>();
      values(of[1]).forEach(value -> map.put(HOSTILE + map.size(), value));
      return map;
    }
    throw new IllegalArgumentException("teach the planter to make a " + type.getTypeName());
  }

  private List<?> records(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<List<?>> fields = new ArrayList<>();
    for (RecordComponent component : components) {
      fields.add(values(component.getGenericType()));
    }
    int count = fields.stream().mapToInt(List::size).max().orElse(1);
    return IntStream.range(0, count).mapToObj(i -> record(type, components, fields, i)).toList();
  }

  private static Object record(
      Class<?> type, RecordComponent[] components, List<List<?>> fields, int i) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = fields.stream().map(field -> field.get(i % field.size())).toArray();
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }
}
