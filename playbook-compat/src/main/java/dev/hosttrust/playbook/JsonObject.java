// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * A message of the action plugin, or an object in one: its members are strings, numbers, truth
 * values, objects, and lists of these.
 */
record JsonObject(Map<String, Object> members) {
  JsonObject {
    members = Map.copyOf(members);
  }

  /**
   * Reads one object.
   *
   * @throws IOException if the text is anything else
   */
  static JsonObject parse(String text) throws IOException {
    try (JsonParser parser = JsonText.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      return members(parser);
    } catch (JacksonException e) {
      throw new IOException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonObject members(JsonParser parser) throws IOException {
    Map<String, Object> members = new HashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      Object value = value(parser, parser.nextToken());
      if (value != null) {
        members.put(name, value);
      }
    }
    return new JsonObject(members);
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getIntValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case START_ARRAY -> list(parser);
      case START_OBJECT -> members(parser);
      default -> throw new IOException("a value of an unknown kind: " + parser.currentName());
    };
  }

  private static List<Object> list(JsonParser parser) throws IOException {
    List<Object> list = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      Object value = value(parser, t);
      if (value != null) {
        list.add(value);
      }
    }
    return list;
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  Optional<String> string(String name) {
    return member(name, String.class);
  }

  boolean flag(String name) {
    return member(name, Boolean.class).orElse(false);
  }

  Optional<Integer> number(String name) {
    return member(name, Integer.class);
  }

  Optional<JsonObject> object(String name) {
    return member(name, JsonObject.class);
  }

  List<String> strings(String name) {
    return list(name, String.class);
  }

  List<JsonObject> objects(String name) {
    return list(name, JsonObject.class);
  }

  private <T> List<T> list(String name, Class<T> type) {
    return member(name, List.class).stream()
        .flatMap(list -> ((List<?>) list).stream())
        .map(type::cast)
        .toList();
  }

  private <T> Optional<T> member(String name, Class<T> type) {
    return Optional.ofNullable(members.get(name)).filter(type::isInstance).map(type::cast);
  }
}
