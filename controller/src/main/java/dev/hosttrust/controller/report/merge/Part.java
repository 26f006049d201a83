// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.merge;

import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.report.Status;
import dev.hosttrust.controller.report.file.JsonDocument;
import java.time.Instant;
import java.util.List;

/**
 * A report that is merged with others.
 *
 * @param name of its file, as the user gave it; each part has another one
 * @param run what it says of its run
 * @param document all of it
 * @param hosts in its order
 * @param end how the run ended
 * @param ended when
 * @param notServed how many hosts were left out because they cannot be served
 */
record Part(
    String name,
    Run run,
    JsonDocument document,
    List<PartHost> hosts,
    RunEnd end,
    Instant ended,
    int notServed) {
  Part {
    hosts = List.copyOf(hosts);
  }

  /**
   * A host of a report.
   *
   * @param done when
   * @param batch from 1; 0 where the run has none, or did not come to it
   */
  record PartHost(String name, Status status, Instant done, int batch) {}

  /** Whether its run had several batches. */
  boolean hasBatches() {
    return document.objects("batch").hasNext();
  }

  /** When its hosts were begun with. */
  Instant zero() {
    return ended.minus(end.took());
  }
}
