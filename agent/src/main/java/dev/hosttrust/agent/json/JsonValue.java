// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a JSON text, with the place where it stands. */
public sealed interface JsonValue {
  /** Offset of its first character. */
  int start();

  /** Offset behind its last character. */
  int end();

  /**
   * What a program gets from it, wherever it stands: a {@link Map}, a {@link List}, a {@link
   * String} or a {@link Literal}.
   */
  Object meaning();

  /** What is spelled without quotes: a number, true, false or null. */
  record Literal(String text) {}

  /** A member of an object, from the first quote of its name to the end of its value. */
  record Member(String name, int start, JsonValue value) {}

  /** An object. */
  record JsonObject(int start, int end, List<Member> members) implements JsonValue {
    public JsonObject {
      members = List.copyOf(members);
    }

    /** The value of a name; where the name comes twice, the last one, as in {@code JSON.parse}. */
    public Optional<JsonValue> find(String name) {
      return members.stream()
          .filter(member -> member.name().equals(name))
          .map(Member::value)
          .reduce((first, last) -> last);
    }

    @Override
    public Map<String, Object> meaning() {
      Map<String, Object> meaning = new LinkedHashMap<>();
      members.forEach(member -> meaning.put(member.name(), member.value().meaning()));
      return meaning;
    }
  }

  /** An array. */
  record JsonArray(int start, int end, List<JsonValue> items) implements JsonValue {
    public JsonArray {
      items = List.copyOf(items);
    }

    @Override
    public List<Object> meaning() {
      return items.stream().map(JsonValue::meaning).toList();
    }
  }

  /** A string, its escapes read. */
  record JsonString(int start, int end, String text) implements JsonValue {
    @Override
    public String meaning() {
      return text;
    }
  }

  /** A number, true, false or null. */
  record JsonLiteral(int start, int end, Literal literal) implements JsonValue {
    @Override
    public Literal meaning() {
      return literal;
    }
  }
}
