// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import dev.hosttrust.agent.protocol.Answer;
import dev.hosttrust.agent.protocol.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what a host's tools said into what an operator can act on. */
final class Remedy {
  /** Files that could not be put back; the first tell what is in the way. */
  private static final int MOST_ERRORS = 10;

  private Remedy() {}

  static List<String> reasons(Answer.Undone undone) {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        reason(undone.what(), undone.message())
            + (undone.undoErrors().isEmpty() ? "; the host is as it was" : ""));
    Excerpt.of(undone.undoErrors(), MOST_ERRORS)
        .forEach(error -> reasons.add("and it could not be undone: " + error));
    undone
        .kept()
        .forEach(
            path ->
                reasons.add(
                    "what was not put back is kept in %s; put it back by hand, then remove that directory"
                        .formatted(path)));
    return reasons;
  }

  /**
   * A daemon is not healthy after its restart.
   *
   * @param said which one, and why
   */
  static String notRestarted(String said) {
    return "the trust is in place, but " + said + "; look into the log of the service on the host";
  }

  /** Why nothing was begun where the lock could not be used. */
  static String reason(Answer.NoLock noLock) {
    return reason("could not lock the host's trust against other rollouts", noLock.message());
  }

  private static String reason(String subject, String message) {
    String said = Excerpt.lastLine(message);
    return subject + ": " + said + advice(said).map(advice -> "; " + advice).orElse("");
  }

  private static Optional<String> advice(String said) {
    if (said.contains("No space left on device")) {
      return Optional.of("free some space on that file system ('df -h' shows it)");
    }
    if (said.contains("Disk quota exceeded")) {
      return Optional.of("raise the quota");
    }
    if (said.contains("Read-only file system")) {
      return Optional.of("remount it with 'mount -o remount,rw'");
    }
    if (said.contains("Operation not permitted")) {
      return Optional.of("look for an immutable flag ('lsattr') or a security module");
    }
    return Optional.empty();
  }
}
