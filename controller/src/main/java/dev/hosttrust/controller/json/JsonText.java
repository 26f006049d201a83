// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.json;

import dev.hosttrust.agent.text.Printable;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the members of a JSON object, whose texts are never broken into lines. What a terminal
 * would obey is escaped, so that the file can be looked at.
 */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;
  private final boolean shortened;

  private JsonText(JsonGenerator json, boolean shortened) {
    this.json = json;
    this.shortened = shortened;
  }

  /** An object on one line, without a line end; its texts are whole. */
  public static String object(Consumer<JsonText> members) {
    return object(members, false);
  }

  /** The same, with texts as short as reports have them. */
  public static String shortened(Consumer<JsonText> members) {
    return object(members, true);
  }

  private static String object(Consumer<JsonText> members, boolean shortened) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      members.accept(new JsonText(json, shortened));
      json.writeEndObject();
    }
    return Printable.json(text.toString());
  }

  /** An array of strings on one line. */
  public static String array(List<String> values) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      values.forEach(json::writeString);
      json.writeEndArray();
    }
    return Printable.json(text.toString());
  }

  public void string(String name, String value) {
    json.writeStringProperty(name, shortened ? Printable.shortened(value) : value);
  }

  public void number(String name, long value) {
    json.writeNumberProperty(name, value);
  }

  public void truth(String name, boolean value) {
    json.writeBooleanProperty(name, value);
  }

  public void strings(String name, Collection<String> values) {
    json.writeArrayPropertyStart(name);
    (shortened ? Printable.shortened(List.copyOf(values)) : values).forEach(json::writeString);
    json.writeEndArray();
  }

  /** One string of many lines, each with a line feed at its end. */
  public void lines(String name, List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(shortened ? Printable.shortened(line) : line).append('\n');
    }
    json.writeStringProperty(name, text.toString());
  }

  /** An object whose members are strings. */
  public void strings(String name, Map<String, String> values) {
    json.writeObjectPropertyStart(name);
    values.forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  /** An array of objects. */
  public <T> void objects(String name, Collection<T> values, BiConsumer<JsonText, T> members) {
    json.writeArrayPropertyStart(name);
    for (T value : values) {
      json.writeStartObject();
      members.accept(this, value);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
