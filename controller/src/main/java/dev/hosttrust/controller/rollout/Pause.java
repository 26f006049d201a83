// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A rollout waits between two batches.
 *
 * @param next the batch that waits
 * @param run the run's id, by which it can be told to go on
 * @param longest after which it goes on by itself; empty where it does not
 * @param until what ends the wait, each as a clause for the operator, such as {@code Enter is
 *     pressed}; not empty
 */
public record Pause(Batch next, String run, Optional<Duration> longest, List<String> until) {
  public Pause {
    until = List.copyOf(until);
  }

  /** One sentence without a full stop. */
  public String text() {
    return "paused before %s, until %s".formatted(next.title(), String.join(", or ", until));
  }
}
