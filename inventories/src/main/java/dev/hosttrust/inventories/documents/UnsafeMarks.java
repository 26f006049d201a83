// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.documents;

import dev.hosttrust.inventories.documents.Datum.Entry;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.documents.Datum.Scalar;
import dev.hosttrust.inventories.documents.Datum.Sequence;
import dev.hosttrust.inventories.values.UnsafeText;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Marks every text in a value as unsafe; what aliases share is marked once. */
final class UnsafeMarks {

  private final IdentityHashMap<Datum, Datum> marked = new IdentityHashMap<>();

  private UnsafeMarks() {}

  static Datum mark(Datum datum) {
    return new UnsafeMarks().marked(datum);
  }

  private Datum marked(Datum datum) {
    Datum done = marked.get(datum);
    if (done == null) {
      done =
          switch (datum) {
            case Scalar(String text, var at) -> new Scalar(new UnsafeText(text), at);
            case Scalar scalar -> scalar;
            case Sequence sequence -> sequence(sequence);
            case Mapping mapping -> mapping(mapping);
          };
      marked.put(datum, done);
    }
    return done;
  }

  private Datum sequence(Sequence sequence) {
    List<Datum> items = new ArrayList<>();
    sequence.items().forEach(item -> items.add(marked(item)));
    return new Sequence(items, sequence.location());
  }

  private Datum mapping(Mapping mapping) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : mapping.entries()) {
      entries.add(new Entry(entry.key(), entry.keyLocation(), marked(entry.value())));
    }
    return Mapping.of(entries, mapping.location());
  }
}
