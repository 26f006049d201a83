// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.ReportFlags;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Files that report the run. */
final class ReportOptions {
  @Common
  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write a report when the run has ended. The ending of the file's name says"
              + " which: .json, .html (a page), .xml (JUnit, for CI), .prom (for Prometheus'"
              + " node_exporter). Repeatable.")
  List<String> files = new ArrayList<>();

  ReportFlags flags() {
    return new ReportFlags(files);
  }
}
