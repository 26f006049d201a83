// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.merge;

import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.controller.report.file.JsonDocument;
import java.io.InputStream;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what {@code --report FILE.json} wrote, object by object, so that one of many hosts needs
 * little memory. It may have been laid out anew.
 */
final class DocumentReader {
  private static final int DEEPEST = 20;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final String name;
  private final JsonDocument document = new JsonDocument();

  private DocumentReader(String name) {
    this.name = name;
  }

  /**
   * @param name of the file, for messages
   */
  static JsonDocument read(String name, InputStream in) {
    DocumentReader reader = new DocumentReader(name);
    reader.objects(in);
    return reader.document;
  }

  private void objects(InputStream in) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw PartReader.problem(name, "is empty");
      }
      if (first != JsonToken.START_OBJECT) {
        throw PartReader.problem(name, "is no report");
      }
      for (String member = parser.nextName(); member != null; member = parser.nextName()) {
        parser.nextToken();
        member(member, parser);
      }
      if (parser.nextToken() != null) {
        throw PartReader.problem(name, "has more than one document");
      }
    }
  }

  private void member(String member, JsonParser parser) {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      String type = JsonDocument.typeOf(member);
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        document.keep(type, object(parser));
      }
    } else if (JsonDocument.isSingle(member)) {
      document.keep(member, object(parser));
    } else {
      parser.skipChildren(); // of a later version
    }
  }

  /** An object on one line. */
  private static String object(JsonParser parser) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.copyCurrentStructure(parser);
    }
    return Printable.json(text.toString());
  }
}
