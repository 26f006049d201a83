// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import java.util.function.Consumer;

/** The waiting between two batches. */
@FunctionalInterface
public interface Pauses {
  /** Goes on at once. */
  Pauses NONE = (next, stop, begun) -> {};

  /**
   * Waits until the next batch may begin, or a stop is requested.
   *
   * @param begun is told once it is known what is waited for
   * @throws InterruptedException if this thread is interrupted
   */
  void await(Batch next, Stop stop, Consumer<Pause> begun) throws InterruptedException;
}
