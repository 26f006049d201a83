// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import java.util.List;

/**
 * A rollout was ended because too many hosts failed.
 *
 * @param reason how many failed, and what allows fewer
 * @param batch the number of the batch in which that was, from 1
 * @param of how many batches there are
 * @param done the hosts that are as they should be, or were looked at in a dry run
 * @param left the hosts that were not begun or not changed any more
 */
public record Halt(String reason, int batch, int of, List<String> done, List<String> left) {
  public Halt {
    done = List.copyOf(done);
    left = List.copyOf(left);
  }
}
