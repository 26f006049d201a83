// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON on one line. */
final class JsonText {
  static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Writes what stands between the braces. */
  @FunctionalInterface
  interface Members {
    void write(JsonGenerator json);
  }

  /** Writes one element of a list as the members of an object. */
  @FunctionalInterface
  interface Element<T> {
    void write(JsonGenerator json, T value);
  }

  static String object(Members members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    }
    return text.toString();
  }

  static void object(JsonGenerator json, String name, Members members) {
    json.writeObjectPropertyStart(name);
    members.write(json);
    json.writeEndObject();
  }

  static <T> void objects(JsonGenerator json, String name, List<T> values, Element<T> element) {
    json.writeArrayPropertyStart(name);
    for (T value : values) {
      json.writeStartObject();
      element.write(json, value);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void strings(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
