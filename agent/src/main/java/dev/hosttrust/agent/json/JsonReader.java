// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.json;

import dev.hosttrust.agent.json.JsonValue.JsonArray;
import dev.hosttrust.agent.json.JsonValue.JsonLiteral;
import dev.hosttrust.agent.json.JsonValue.JsonObject;
import dev.hosttrust.agent.json.JsonValue.JsonString;
import dev.hosttrust.agent.json.JsonValue.Literal;
import dev.hosttrust.agent.json.JsonValue.Member;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a whole JSON text with the place of each value. It takes what {@code JSON.parse} of a
 * browser takes (ECMA-262, "JSON.parse"): a name may come twice in an object; no byte order mark,
 * no comment, no comma behind the last item. Only values that lie {@value #DEEPEST} deep are
 * refused beyond that.
 */
public final class JsonReader {
  private static final int DEEPEST = 500;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** As a character, and as one character a byte. */
  private static final List<String> BYTE_ORDER_MARKS = List.of("\ufeff", "\u00ef\u00bb\u00bf");

  private final JsonParser parser;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * @throws JsonSyntaxException if the text is not exactly one value with blanks around it
   */
  public static JsonValue read(String text) {
    if (BYTE_ORDER_MARKS.stream().anyMatch(text::startsWith)) {
      throw new JsonSyntaxException(
          1, 1, "there is a byte order mark, which is not seen in most editors; remove it");
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      try {
        return new JsonReader(parser).only();
      } catch (JacksonException e) {
        throw fault(text, parser, e);
      }
    }
  }

  private JsonValue only() {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new JsonSyntaxException(1, 1, "there is no value");
    }
    JsonValue value = value(first);
    if (parser.nextToken() != null) {
      TokenStreamLocation second = parser.currentTokenLocation();
      throw new JsonSyntaxException(
          second.getLineNr(), second.getColumnNr(), "there is a second value");
    }
    return value;
  }

  /** The parser's own words are for programmers. */
  private static JsonSyntaxException fault(String text, JsonParser parser, JacksonException e) {
    if (e instanceof StreamConstraintsException) {
      TokenStreamLocation behind = parser.currentLocation(); // of the bracket that is too deep
      return new JsonSyntaxException(
          behind.getLineNr(),
          behind.getColumnNr() - 1,
          "it is nested more than " + DEEPEST + " levels deep");
    }
    TokenStreamContext context = parser.streamReadContext();
    TokenStreamLocation place =
        e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    JsonFault fault = new JsonFault(text, Math.toIntExact(place.getCharOffset()));
    return new JsonSyntaxException(
        place.getLineNr(), place.getColumnNr(), fault.words(context.inObject(), context.inRoot()));
  }

  private JsonValue value(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> {
        int start = start();
        String text = parser.getString();
        yield new JsonString(start, end(), text);
      }
      default -> {
        int start = start();
        String text = parser.getString();
        yield new JsonLiteral(start, start + text.length(), new Literal(text));
      }
    };
  }

  private JsonObject object() {
    int start = start();
    List<Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int nameStart = start();
      String name = parser.currentName();
      members.add(new Member(name, nameStart, value(parser.nextToken())));
    }
    return new JsonObject(start, end(), members);
  }

  private JsonArray array() {
    int start = start();
    List<JsonValue> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token));
    }
    return new JsonArray(start, end(), items);
  }

  private int start() {
    return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
  }

  /** A string may not be read to its end before it is asked for. */
  private int end() {
    parser.finishToken();
    return Math.toIntExact(parser.currentLocation().getCharOffset());
  }
}
