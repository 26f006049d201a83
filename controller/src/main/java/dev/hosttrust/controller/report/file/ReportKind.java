// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of report files, told apart by the ending of the file's name. */
public enum ReportKind {
  /** One JSON document. */
  JSON(".json"),
  /** JUnit's XML, which CI servers show. */
  JUNIT(".xml"),
  /** For the textfile collector of Prometheus' node_exporter. */
  PROMETHEUS(".prom"),
  /** One page that needs nothing beside it. */
  HTML(".html");

  private final String ending;

  ReportKind(String ending) {
    this.ending = ending;
  }

  /** The kind of a file of this name; empty if the ending is none of ours. */
  static Optional<ReportKind> of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind -> name.endsWith(kind.ending) && !name.equals(kind.ending))
        .findFirst();
  }

  /** All endings, for a message. */
  static String endings() {
    return Arrays.stream(values()).map(kind -> kind.ending).collect(Collectors.joining(", "));
  }

  /** Whether such a report shows the difference on each host. */
  boolean showsDiff() {
    return this != PROMETHEUS;
  }
}
