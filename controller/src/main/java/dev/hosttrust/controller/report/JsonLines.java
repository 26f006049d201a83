// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.text.Printable;
import java.io.StringWriter;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON, an object a line, each with its type and the time; texts are shortened. */
final class JsonLines {
  private final Lines out;
  private final InstantSource clock;
  private final JsonFactory factory = new JsonFactory();

  JsonLines(Lines out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  void print(String type, Consumer<Members> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      Members writer = new Members(json);
      writer.string("type", type);
      writer.string("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
      members.accept(writer);
      json.writeEndObject();
    }
    out.printJson(text.toString());
    out.flush();
  }

  /** Writes the members of an object. */
  record Members(JsonGenerator json) {
    void string(String name, String value) {
      json.writeStringProperty(name, Printable.shortened(value));
    }

    void number(String name, long value) {
      json.writeNumberProperty(name, value);
    }

    void truth(String name, boolean value) {
      json.writeBooleanProperty(name, value);
    }

    void strings(String name, List<String> values) {
      json.writeArrayPropertyStart(name);
      Printable.shortened(values).forEach(json::writeString);
      json.writeEndArray();
    }

    /** One string of many lines, each with a line feed at its end. */
    void lines(String name, List<String> lines) {
      StringBuilder text = new StringBuilder();
      lines.forEach(line -> text.append(Printable.shortened(line)).append('\n'));
      json.writeStringProperty(name, text.toString());
    }

    <T> void objects(String name, Collection<T> values, BiConsumer<Members, T> members) {
      json.writeArrayPropertyStart(name);
      for (T value : values) {
        json.writeStartObject();
        members.accept(this, value);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }
}
