// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import java.io.IOException;
import java.io.Writer;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The objects that {@code -o json} prints, as one document: each is kept as it comes, and written
 * in the end. {@code docs/json-output.md} has the types.
 */
public final class JsonDocument {
  /** Objects that a run has once. */
  private static final Set<String> SINGLE = Set.of("run", "halted", "recap", "rotation");

  /** The names of the lists of objects of a type; that of another type is the type's. */
  private static final Map<String, String> LISTS =
      Map.of(
          "anchor", "anchors",
          "warning", "warnings",
          "batch", "batches",
          "pause", "pauses",
          "host", "hosts",
          "unknown_host_key", "unknown_host_keys");

  /** What every document has, in this order; further types follow. */
  private static final List<String> ALWAYS = List.of("run", "anchor", "warning", "batch", "host");

  private final SequencedMap<String, PackedLines> lines = new LinkedHashMap<>();

  public JsonDocument() {
    ALWAYS.forEach(type -> lines.put(type, new PackedLines()));
  }

  /** The type of the objects that a member of the document holds. */
  public static String typeOf(String member) {
    return LISTS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(member))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(member);
  }

  /** The types of the objects that are kept, and of those that every document has. */
  public Set<String> types() {
    return Collections.unmodifiableSet(lines.keySet());
  }

  /** The objects of a type as they were kept; from the first call on none can be added. */
  public Iterator<String> objects(String type) {
    PackedLines kept = lines.get(type);
    return kept == null ? Collections.emptyIterator() : kept.reader().lines().iterator();
  }

  /** Whether an object of this type is a member by itself, and not in a list. */
  public static boolean isSingle(String type) {
    return SINGLE.contains(type);
  }

  /** Keeps an object, which is on one line. */
  public void keep(String type, String line) {
    lines.computeIfAbsent(type, any -> new PackedLines()).add(line);
  }

  void writeTo(Writer out) throws IOException {
    String separator = "{\n";
    for (Map.Entry<String, PackedLines> entry : lines.entrySet()) {
      String type = entry.getKey();
      out.write(separator);
      separator = ",\n";
      if (isSingle(type)) {
        out.write("\"" + type + "\": ");
        entry.getValue().writeTo(out, ",\n");
      } else {
        out.write("\"" + Objects.requireNonNullElse(LISTS.get(type), type) + "\": [\n");
        entry.getValue().writeTo(out, ",\n");
        out.write("\n]");
      }
    }
    out.write("\n}\n");
  }
}
