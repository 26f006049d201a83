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
 * A message of the action plugin: an object of strings, numbers, truth values and lists of strings.
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
      Map<String, Object> members = new HashMap<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        Object value = value(parser);
        if (value != null) {
          members.put(name, value);
        }
      }
      return new JsonObject(members);
    } catch (JacksonException e) {
      throw new IOException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.nextToken()) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getIntValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case START_ARRAY -> strings(parser);
      default -> throw new IOException("a value of an unknown kind: " + parser.currentName());
    };
  }

  private static List<String> strings(JsonParser parser) {
    List<String> strings = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      strings.add(parser.getString());
    }
    return strings;
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

  List<String> strings(String name) {
    return member(name, List.class).stream()
        .flatMap(list -> ((List<?>) list).stream())
        .map(String.class::cast)
        .toList();
  }

  private <T> Optional<T> member(String name, Class<T> type) {
    return Optional.ofNullable(members.get(name)).filter(type::isInstance).map(type::cast);
  }
}
