// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.json;

import dev.hosttrust.agent.json.JsonReader;
import dev.hosttrust.agent.json.JsonSyntaxException;
import dev.hosttrust.agent.json.JsonValue.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Reads the members of a JSON object that {@link JsonText} wrote. Whoever reads passes over members
 * that it does not know.
 */
public final class JsonFields {
  private final Map<?, ?> members;

  private JsonFields(Map<?, ?> members) {
    this.members = members;
  }

  /**
   * @throws UnexpectedJsonException if the text is not one object
   */
  public static JsonFields of(String text) {
    try {
      return object(JsonReader.read(text).meaning(), "it");
    } catch (JsonSyntaxException e) {
      throw new UnexpectedJsonException(String.valueOf(e.getMessage()));
    }
  }

  private static JsonFields object(Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return new JsonFields(map);
    }
    throw new UnexpectedJsonException(what + " is no object");
  }

  /**
   * @throws UnexpectedJsonException if there is no such string, as with the other methods
   */
  public String string(String name) {
    return stringIn(member(name), name);
  }

  /** Whether there is a member of the name. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** The string, or nothing if there is no member of the name. */
  public Optional<String> optional(String name) {
    return Optional.ofNullable(members.get(name)).map(value -> stringIn(value, name));
  }

  public long number(String name) {
    if (member(name) instanceof Literal literal && literal.text().matches("-?[0-9]{1,18}")) {
      return Long.parseLong(literal.text());
    }
    throw new UnexpectedJsonException(name + " is no whole number");
  }

  /** Whether it is true. */
  public boolean truth(String name) {
    if (member(name) instanceof Literal literal && literal.text().matches("true|false")) {
      return literal.text().equals("true");
    }
    throw new UnexpectedJsonException(name + " is neither true nor false");
  }

  /**
   * A place in a list.
   *
   * @param size of the list
   */
  public int index(String name, int size) {
    long number = number(name);
    if (number < 0 || number >= size) {
      throw new UnexpectedJsonException("%s is %d of %d".formatted(name, number, size));
    }
    return (int) number;
  }

  /** The number, or nothing if there is no member of the name. */
  public Optional<Long> optionalNumber(String name) {
    return members.containsKey(name) ? Optional.of(number(name)) : Optional.empty();
  }

  /** The strings of an array, or nothing if there is no member of the name. */
  public Optional<List<String>> optionalStrings(String name) {
    return members.containsKey(name) ? Optional.of(strings(name)) : Optional.empty();
  }

  /** The strings of an array; none if there is no member of the name. */
  public List<String> strings(String name) {
    List<String> strings = new ArrayList<>();
    items(name).forEach(item -> strings.add(stringIn(item, name)));
    return List.copyOf(strings);
  }

  /** The strings that are members of an object; none if there is no member of the name. */
  public SequencedMap<String, String> stringMap(String name) {
    SequencedMap<String, String> strings = new LinkedHashMap<>();
    Object value = members.get(name);
    if (value != null) {
      object(value, name)
          .members
          .forEach((key, text) -> strings.put(String.valueOf(key), stringIn(text, name)));
    }
    return strings;
  }

  /** The objects of an array; none if there is no member of the name. */
  public List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    items(name).forEach(item -> objects.add(object(item, name)));
    return List.copyOf(objects);
  }

  private List<?> items(String name) {
    Object value = members.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new UnexpectedJsonException(name + " is no array");
  }

  private Object member(String name) {
    Object value = members.get(name);
    if (value == null) {
      throw new UnexpectedJsonException(name + " is missing");
    }
    return value;
  }

  private static String stringIn(Object value, String name) {
    if (value instanceof String text) {
      return text;
    }
    throw new UnexpectedJsonException(name + " is no string");
  }
}
