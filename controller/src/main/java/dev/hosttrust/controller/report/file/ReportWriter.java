// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.words.FileFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes report files of a run that has ended.
 *
 * @param run what all kinds but JSON show; needed where there is a file of those
 * @param document what JSON has; needed where there is such a file
 * @param pendingFails whether a host with changes pending is a failure in JUnit's terms
 */
record ReportWriter(
    Optional<RecordedRun> run, Optional<JsonDocument> document, boolean pendingFails) {

  /**
   * Writes each file; one that cannot be written does not keep the others from being written.
   *
   * @return why files could not be written
   */
  List<String> write(List<ReportFile> files, RunEnd end) {
    List<String> problems = new ArrayList<>();
    for (ReportFile file : files) {
      try {
        WholeFile.write(file.path(), text(file.kind(), end));
      } catch (IOException | UncheckedIOException e) {
        problems.add(
            "the report %s could not be written: %s"
                .formatted(file.path(), FileFaults.failure(cause(e))));
      }
    }
    return problems;
  }

  private static IOException cause(Exception e) {
    return e instanceof UncheckedIOException unchecked
        ? Objects.requireNonNull(unchecked.getCause())
        : (IOException) e;
  }

  private WholeFile.Text text(ReportKind kind, RunEnd end) {
    return switch (kind) {
      case JSON -> document.orElseThrow()::writeTo;
      case JUNIT -> new JUnitDocument(run.orElseThrow(), end, pendingFails)::writeTo;
      case PROMETHEUS -> new MetricsDocument(run.orElseThrow(), end)::writeTo;
      case HTML -> new HtmlDocument(run.orElseThrow(), end)::writeTo;
    };
  }
}
