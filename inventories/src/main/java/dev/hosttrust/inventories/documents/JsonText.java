// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.documents;

import dev.hosttrust.inventories.documents.Datum.Entry;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.documents.Datum.Scalar;
import dev.hosttrust.inventories.documents.Datum.Sequence;
import dev.hosttrust.inventories.python.PythonNumbers;
import dev.hosttrust.inventories.values.VaultText;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * JSON text, with the marks {@code __ansible_vault} and {@code __ansible_unsafe} that Ansible
 * writes for vaulted and unsafe values.
 */
final class JsonText {

  /** Python's decoder takes NaN and Infinity. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final String source;
  private final JsonParser parser;
  private final Vault vault;
  private final Set<String> passedOver;

  private JsonText(String source, JsonParser parser, Vault vault, Set<String> passedOver) {
    this.vault = vault;
    this.source = source;
    this.parser = parser;
    this.passedOver = passedOver;
  }

  /** The value of a JSON text. */
  static Datum read(String source, String text, Vault vault) {
    return read(source, text, vault, Set.of());
  }

  /**
   * The value of a JSON text.
   *
   * @param passedOver the keys of dictionaries that are left out, wherever they are
   */
  static Datum read(String source, String text, Vault vault, Set<String> passedOver) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      var reader = new JsonText(source, parser, vault, passedOver);
      Datum datum = reader.value(parser.nextToken());
      if (parser.nextToken() != null) {
        throw ProblemsException.at(reader.here(), "there is more text after the JSON value");
      }
      return datum;
    } catch (JacksonException e) {
      throw ProblemsException.at(at(source, e.getLocation()), "this is not JSON: " + problem(e));
    }
  }

  /** Without the word that is wrong, which may be a password. */
  private static String problem(JacksonException e) {
    String problem = e.getOriginalMessage();
    return problem.startsWith("Unrecognized token")
        ? "found a word that is neither in quotes nor a number, true, false or null"
        : problem;
  }

  private Datum value(@Nullable JsonToken token) {
    Location at = here();
    return switch (token) {
      case START_OBJECT -> object(at);
      case START_ARRAY -> array(at);
      case VALUE_STRING -> new Scalar(parser.getString(), at);
      case VALUE_NUMBER_INT -> new Scalar(PythonNumbers.narrow(parser.getBigIntegerValue()), at);
      case VALUE_NUMBER_FLOAT -> new Scalar(parser.getDoubleValue(), at);
      case VALUE_TRUE -> new Scalar(true, at);
      case VALUE_FALSE -> new Scalar(false, at);
      case VALUE_NULL -> new Scalar(null, at);
      case null, default -> throw ProblemsException.at(at, "this is not JSON: it ends too early");
    };
  }

  private Datum array(Location at) {
    List<Datum> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token));
    }
    return new Sequence(items, at);
  }

  private Datum object(Location at) {
    List<Entry> entries = new ArrayList<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      Location keyAt = here();
      String key = parser.currentName();
      JsonToken token = parser.nextToken();
      if (passedOver.contains(key)) {
        parser.skipChildren();
      } else {
        entries.add(new Entry(key, keyAt, value(token)));
      }
    }
    return marked(Mapping.of(entries, at));
  }

  /** Source: {@code AnsibleJSONDecoder.object_hook}; the first of the two marks counts. */
  private Datum marked(Mapping mapping) {
    for (Entry entry : mapping.entries()) {
      if ("__ansible_vault".equals(entry.key()) && entry.value().plain() instanceof String text) {
        return new Scalar(new VaultText(text, vault), mapping.location());
      }
      if ("__ansible_unsafe".equals(entry.key())) {
        return UnsafeMarks.mark(entry.value());
      }
    }
    return mapping;
  }

  private Location here() {
    return at(source, parser.currentTokenLocation());
  }

  private static Location at(String source, @Nullable TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? Location.of(source)
        : new Location(source, location.getLineNr(), Math.max(0, location.getColumnNr()));
  }
}
