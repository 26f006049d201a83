// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import dev.hosttrust.agent.facts.HostFacts;
import dev.hosttrust.agent.plan.Step;
import java.util.List;
import java.util.Optional;

/** What the agent says to a plan. */
public sealed interface Answer {

  /**
   * All steps are done.
   *
   * @param after a probe that followed in the same run
   * @param toolOutput what {@code update-ca-certificates} printed; empty if it did not run
   */
  record Applied(HostFacts after, List<String> toolOutput) implements Answer {
    public Applied {
      toolOutput = List.copyOf(toolOutput);
    }
  }

  /**
   * The host is no longer what the probe saw; nothing was written.
   *
   * @param paths what changed
   * @param waitedFor who was changing the host's trust until then, such as {@code another rollout
   *     (process 12)}; empty if nobody was seen at it
   */
  record Conflict(List<String> paths, Optional<String> waitedFor) implements Answer {
    public Conflict {
      paths = List.copyOf(paths);
    }
  }

  /**
   * Somebody else is changing the host's trust; nothing was written.
   *
   * @param holder who, such as {@code another rollout (process 12)}
   */
  record Locked(String holder) implements Answer {}

  /**
   * The lock that keeps two changes apart could not be used; nothing was written.
   *
   * @param message what the host's tools said
   */
  record NoLock(String message) implements Answer {}

  /**
   * A step failed and all before it were undone.
   *
   * @param step the step; empty if the backup before the first or the check after the last failed
   * @param message what the host's tools said
   * @param undoErrors what could not be undone, a path each; empty if the host is as it was
   * @param kept the directory that keeps what was not put back; empty if there is none
   */
  record Undone(Optional<Step> step, String message, List<String> undoErrors, Optional<String> kept)
      implements Answer {
    public Undone {
      undoErrors = List.copyOf(undoErrors);
    }
  }
}
