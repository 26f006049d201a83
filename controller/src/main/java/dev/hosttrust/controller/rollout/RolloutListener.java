package dev.hosttrust.controller.rollout;

/**
 * Hears of a rollout while it runs. Calls come one at a time, from the threads that work on the
 * hosts; a slow listener slows the rollout.
 */
public interface RolloutListener {

  /** A host is begun. */
  void begun(String host);

  /** A host is done with, in whatever way; also for hosts that were never begun. */
  void done(HostResult result);
}
