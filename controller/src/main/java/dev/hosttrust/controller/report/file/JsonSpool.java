// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.controller.report.JsonReport;
import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The objects that {@code -o json} prints, kept until the run ends and then written as one
 * document: whatever those lines have, it has.
 */
final class JsonSpool {
  /** Objects that a run has once. */
  private static final Set<String> SINGLE = Set.of("run", "halted", "recap");

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
  private final JsonReport report;

  JsonSpool(InstantSource clock, Run run) {
    ALWAYS.forEach(type -> lines.put(type, new PackedLines()));
    report =
        new JsonReport(new Lines(new PrintWriter(new LineSink(this::keep)), false), clock, run);
  }

  private void keep(String line) {
    lines.computeIfAbsent(type(line), any -> new PackedLines()).add(line);
  }

  /** Each object begins with its type. */
  private static String type(String line) {
    String start = "{\"type\":\"";
    if (!line.startsWith(start)) {
      throw new IllegalStateException("a line of JSON without a type: " + line);
    }
    return line.substring(start.length(), line.indexOf('"', start.length()));
  }

  void writeTo(Writer out) throws IOException {
    String separator = "{\n";
    for (Map.Entry<String, PackedLines> entry : lines.entrySet()) {
      String type = entry.getKey();
      out.write(separator);
      separator = ",\n";
      if (SINGLE.contains(type)) {
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

  /** Is to be told of the run. */
  Report report() {
    return report;
  }
}
