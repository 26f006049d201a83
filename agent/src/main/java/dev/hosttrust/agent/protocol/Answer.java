// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import dev.hosttrust.agent.facts.Facts;
import java.util.List;
import java.util.Optional;

/** What the agent says to a plan. */
public sealed interface Answer {

  /**
   * All steps are done.
   *
   * @param after a probe that followed in the same run
   * @param complaints lines of the tools that tell of something wrong although they ended well
   * @param notRestarted why a daemon is not healthy after its restart, all other steps being done;
   *     empty if each is
   */
  record Applied(Facts after, List<String> complaints, Optional<String> notRestarted)
      implements Answer {
    public Applied {
      complaints = List.copyOf(complaints);
    }
  }

  /**
   * The host is no longer what the probe saw, or may no longer be; nothing was written.
   *
   * @param paths what changed; none where another change was waited for
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
   * @param what the beginning of the message: which step failed, or which store could not be
   *     updated if it was the backup before the first step or the check after the last
   * @param message what the host's tools said
   * @param undoErrors what could not be undone, a path each; empty if the host is as it was
   * @param kept the directories that keep what was not put back; empty if there is none
   */
  record Undone(String what, String message, List<String> undoErrors, List<String> kept)
      implements Answer {
    public Undone {
      undoErrors = List.copyOf(undoErrors);
      kept = List.copyOf(kept);
    }
  }
}
