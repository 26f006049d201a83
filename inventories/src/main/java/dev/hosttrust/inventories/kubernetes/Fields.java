// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.documents.Datum.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of an object of Kubernetes. One that is missing or of another type counts as empty. */
final class Fields {

  private Fields() {}

  static @Nullable Datum at(Datum object, String... path) {
    Datum at = object;
    for (String key : path) {
      at = at instanceof Mapping mapping ? mapping.find(key) : null;
    }
    return at;
  }

  static String text(Datum object, String... path) {
    Datum at = at(object, path);
    return at != null && at.plain() instanceof String text ? text : "";
  }

  static boolean flag(Datum object, String... path) {
    Datum at = at(object, path);
    return at != null && Boolean.TRUE.equals(at.plain());
  }

  static List<Datum> list(Datum object, String... path) {
    return at(object, path) instanceof Sequence sequence ? sequence.items() : List.of();
  }

  static Map<String, String> texts(Datum object, String... path) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (at(object, path) instanceof Mapping mapping) {
      for (Datum.Entry entry : mapping.entries()) {
        if (entry.value().plain() instanceof String text) {
          texts.put(entry.name(), text);
        }
      }
    }
    return texts;
  }
}
