// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.controller.journal.HostState;
import dev.hosttrust.controller.journal.JournalDirectory;
import dev.hosttrust.controller.journal.OpenJournal;
import dev.hosttrust.controller.journal.PastHost;
import dev.hosttrust.controller.journal.PastRollout;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import java.util.List;
import java.util.Optional;

/**
 * The rollout that a run goes on with.
 *
 * @param flag which says so
 * @param failedOnly whether only hosts are left to do that failed or were unreachable
 * @param journal to be written to; none in a dry run
 */
record Resumption(
    String flag, boolean failedOnly, PastRollout rollout, Optional<OpenJournal> journal) {

  /**
   * What the flags ask for; none if they do not, or if there is a problem, which the findings say.
   *
   * @param check whether it is a dry run, which writes to no journal
   */
  static Optional<Resumption> read(
      RecordFlags flags, JournalDirectory journals, boolean check, Findings findings) {
    String retry = flags.retryFailed();
    String resume = flags.resume();
    if (retry != null && resume != null) {
      findings.problem("--resume and --retry-failed: give one of them");
      return Optional.empty();
    }
    if (retry != null) {
      return read("--retry-failed", true, retry, journals, check, findings);
    }
    return resume == null
        ? Optional.empty()
        : read("--resume", false, resume, journals, check, findings);
  }

  private static Optional<Resumption> read(
      String flag,
      boolean failedOnly,
      String id,
      JournalDirectory journals,
      boolean check,
      Findings findings) {
    if (check) {
      return findings
          .read(() -> journals.read(id))
          .map(past -> new Resumption(flag, failedOnly, past, Optional.empty()));
    }
    return findings
        .read(() -> journals.open(id))
        .flatMap(open -> read(flag, failedOnly, open, findings));
  }

  private static Optional<Resumption> read(
      String flag, boolean failedOnly, OpenJournal open, Findings findings) {
    Optional<PastRollout> rollout = findings.read(open::read);
    if (rollout.isEmpty()) {
      open.close();
    }
    return rollout.map(past -> new Resumption(flag, failedOnly, past, Optional.of(open)));
  }

  boolean has(String host) {
    return rollout.hosts().containsKey(host);
  }

  /** Whether something is left to do for a host of the rollout. */
  boolean isLeftToDo(String host) {
    PastHost past = rollout.hosts().get(host);
    return past != null && isLeftToDo(past.state());
  }

  private boolean isLeftToDo(HostState state) {
    return failedOnly ? state.isFailure() : !state.isDone();
  }

  /** Warns of hosts that are new, and of those that are gone. */
  void compare(List<String> selected, Findings findings) {
    String where = flag + " " + rollout.id();
    List<String> left = rollout.hosts().keySet().stream().filter(this::isLeftToDo).toList();
    OddHosts.warn(
        where,
        OddHosts.without(selected, rollout.hosts().keySet()),
        "not part of the rollout, and left out",
        findings);
    OddHosts.warn(
        where, OddHosts.without(left, selected), "left to do, but not selected any more", findings);
  }

  /** What is different now in what a host of the rollout shall trust. */
  List<Problem> differences(String host, Wanted now) {
    PastHost past = rollout.hosts().get(host);
    return past == null
        ? List.of()
        : OddHosts.differences(
            host + ": " + flag,
            past.trust(),
            past.root(),
            now,
            "go on with what the rollout began with, or roll out anew without " + flag);
  }

  /**
   * For people.
   *
   * @param hosts how many hosts this run has
   */
  String goingOn(int hosts) {
    if (rollout.hosts().keySet().stream().noneMatch(this::isLeftToDo)) {
      return failedOnly
          ? "no host of the rollout %s failed or was unreachable".formatted(rollout.id())
          : "nothing is left to do: every host of the rollout %s is done".formatted(rollout.id());
    }
    return "going on with the rollout %s, on %d of its %d hosts"
        .formatted(rollout.id(), hosts, rollout.hosts().size());
  }
}
