// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listener, one call at a time. It has a lock of its own, so that a listener that cannot
 * go on, on a terminal that was stopped for instance, holds up neither a {@link Stop} nor a
 * deadline; and what it throws is kept, so that no host is lost by it.
 */
final class Announcer {
  private final RolloutListener listener;
  private @Nullable Throwable failure;

  Announcer(RolloutListener listener) {
    this.listener = listener;
  }

  void batch(Batch batch) {
    tell(() -> listener.batch(batch));
  }

  void pausing(Pause pause) {
    tell(() -> listener.pausing(pause));
  }

  void phase(String host, Phase phase) {
    tell(() -> listener.phase(host, phase));
  }

  void done(HostResult result) {
    tell(() -> listener.done(result));
  }

  private synchronized void tell(Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      if (failure == null) {
        failure = e;
      }
    }
  }

  synchronized Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }
}
