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
 * Writes the members of a JSON object; texts are whole, and never broken into lines. What a
 * terminal would obey is escaped, so that the file can be looked at.
 */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private JsonText(JsonGenerator json) {
    this.json = json;
  }

  /** An object on one line, without a line end. */
  public static String object(Consumer<JsonText> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      members.accept(new JsonText(json));
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
    json.writeStringProperty(name, value);
  }

  public void number(String name, long value) {
    json.writeNumberProperty(name, value);
  }

  public void strings(String name, Collection<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
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
