// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import dev.hosttrust.controller.rollout.Batch;
import java.util.List;

/**
 * A wait between two batches that has not come to its end.
 *
 * @param batch the number of the one that waits, from 1
 * @param of how many there are
 * @param hosts how many it has
 * @param until what ends the wait, each as a clause for the operator
 */
public record PastPause(int batch, int of, int hosts, List<String> until) {
  public PastPause {
    until = List.copyOf(until);
  }

  /** What ends it from another terminal, or else from its own: it fits a table of 80 columns. */
  String brief() {
    return "it waits until " + until.getLast();
  }

  /** One sentence without a full stop. */
  String text() {
    return "it waits before %s, until %s"
        .formatted(Batch.title(batch, of, hosts), String.join(", or ", until));
  }
}
