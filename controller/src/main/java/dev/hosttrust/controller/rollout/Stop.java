// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import java.util.ArrayList;
import java.util.List;

/** The operator's wish to end a rollout early. Thread-safe; set once. */
public final class Stop {
  private final List<Runnable> actions = new ArrayList<>();
  private boolean requested;

  /** Asks for the end; does nothing the second time. */
  public void request() {
    List<Runnable> now;
    synchronized (this) {
      if (requested) {
        return;
      }
      requested = true;
      now = List.copyOf(actions);
    }
    now.forEach(Runnable::run);
  }

  public synchronized boolean requested() {
    return requested;
  }

  /** Runs the action on request, or at once if that was before. */
  public void onRequest(Runnable action) {
    synchronized (this) {
      if (!requested) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }
}
