// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

/**
 * Is told of a rollout while it runs. Calls come one at a time, from the threads that work on the
 * hosts; a slow listener slows the rollout, but neither a {@link Stop} nor the deadline of a host.
 */
public interface RolloutListener {

  /** A batch begins; comes before all that is said of its hosts. */
  default void batch(Batch batch) {}

  /** The rollout waits before a batch that is not the first. */
  default void pausing(Pause pause) {}

  /** A host enters a phase; connecting comes first. */
  default void phase(String host, Phase phase) {}

  /** A host is done with, in whatever way; also for hosts that were never begun. */
  void done(HostResult result);
}
