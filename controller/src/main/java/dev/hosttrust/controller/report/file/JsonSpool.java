// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.controller.report.JsonReport;
import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.Run;
import java.io.PrintWriter;
import java.time.InstantSource;

/** Keeps what {@code -o json} would print of a run: whatever those lines have, the document has. */
final class JsonSpool {
  private final JsonDocument document = new JsonDocument();
  private final JsonReport report;

  JsonSpool(InstantSource clock, Run run) {
    report =
        new JsonReport(new Lines(new PrintWriter(new LineSink(this::keep)), false), clock, run);
  }

  private void keep(String line) {
    document.keep(type(line), line);
  }

  /** Each object begins with its type. */
  private static String type(String line) {
    String start = "{\"type\":\"";
    if (!line.startsWith(start)) {
      throw new IllegalStateException("a line of JSON without a type: " + line);
    }
    return line.substring(start.length(), line.indexOf('"', start.length()));
  }

  JsonDocument document() {
    return document;
  }

  /** Is to be told of the run. */
  Report report() {
    return report;
  }
}
