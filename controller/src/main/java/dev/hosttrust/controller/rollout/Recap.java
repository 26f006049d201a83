// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;

/**
 * How many hosts had which outcome.
 *
 * @param ok nothing was to be done
 * @param changed changed and proved
 * @param wouldChange left alone in check mode, with changes pending
 * @param skipped not begun, or not changed any more after the operator's Ctrl-C
 */
public record Recap(
    int ok, int changed, int wouldChange, int failed, int unreachable, int skipped) {
  public static final Recap NONE = new Recap(0, 0, 0, 0, 0, 0);

  /** One host more. */
  public Recap plus(Outcome outcome) {
    return switch (outcome) {
      case Unchanged o -> new Recap(ok + 1, changed, wouldChange, failed, unreachable, skipped);
      case Changed o -> new Recap(ok, changed + 1, wouldChange, failed, unreachable, skipped);
      case WouldChange o -> new Recap(ok, changed, wouldChange + 1, failed, unreachable, skipped);
      case Failed o -> new Recap(ok, changed, wouldChange, failed + 1, unreachable, skipped);
      case Unreachable o -> new Recap(ok, changed, wouldChange, failed, unreachable + 1, skipped);
      case Skipped o -> new Recap(ok, changed, wouldChange, failed, unreachable, skipped + 1);
    };
  }

  public int hosts() {
    return ok + changed + wouldChange + failed + unreachable + skipped;
  }
}
