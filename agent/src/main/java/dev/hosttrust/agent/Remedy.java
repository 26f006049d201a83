package dev.hosttrust.agent;

import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.protocol.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what a host's tools said into what an operator can act on. */
final class Remedy {
  private Remedy() {}

  static List<String> reasons(Answer.Undone undone) {
    List<String> reasons = new ArrayList<>();
    String said = lastLine(undone.message());
    reasons.add(
        subject(undone.step())
            + ": "
            + said
            + advice(said).map(advice -> "; " + advice).orElse("")
            + (undone.undoErrors().isEmpty() ? "; the host is as it was" : ""));
    undone
        .undoErrors()
        .forEach(error -> reasons.add("and it could not be undone: " + lastLine(error)));
    return reasons;
  }

  private static String subject(Optional<Step> step) {
    return step.map(
            s ->
                switch (s) {
                  case Step.CreateDirectory create -> "could not create " + create.path();
                  case Step.ChangeAttributes change ->
                      "could not set mode and owner of " + change.path();
                  case Step.WriteFile write -> "could not write " + write.path();
                  case Step.RemoveLeftovers sweep ->
                      "could not remove what an interrupted run left";
                  case Step.UpdateTrust update -> "update-ca-certificates failed";
                })
        .orElse("could not update the system store");
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

  private static String lastLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b).strip();
  }
}
