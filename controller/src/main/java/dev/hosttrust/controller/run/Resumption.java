// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.controller.journal.HostState;
import dev.hosttrust.controller.journal.JournalDirectory;
import dev.hosttrust.controller.journal.OpenJournal;
import dev.hosttrust.controller.journal.PastHost;
import dev.hosttrust.controller.journal.PastRollout;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rollout that a run goes on with.
 *
 * @param flag which says so
 * @param failedOnly whether only hosts are left to do that failed or were unreachable
 * @param restarts the daemons that are restarted: done hosts that owe that are left to do as well
 * @param journal to be written to; none in a dry run
 */
record Resumption(
    String flag,
    boolean failedOnly,
    Set<String> restarts,
    PastRollout rollout,
    Optional<OpenJournal> journal) {
  Resumption {
    restarts = Set.copyOf(restarts);
  }

  /**
   * What the flags ask for; none if they do not, or if there is a problem, which the findings say.
   *
   * @param check whether it is a dry run, which writes to no journal
   */
  static Optional<Resumption> read(
      RecordFlags flags,
      RestartFlags restart,
      JournalDirectory journals,
      boolean check,
      Findings findings) {
    String retry = flags.retryFailed();
    String resume = flags.resume();
    if (retry != null && resume != null) {
      findings.problem("--resume and --retry-failed: give one of them");
      return Optional.empty();
    }
    String id = retry == null ? resume : retry;
    if (id == null) {
      return Optional.empty();
    }
    return (check
            ? findings.read(() -> journals.read(id)).map(past -> new Found(past, Optional.empty()))
            : findings.read(() -> journals.open(id)).flatMap(open -> read(open, findings)))
        .map(
            found ->
                new Resumption(
                    retry == null ? "--resume" : "--retry-failed",
                    retry != null,
                    restart.names(),
                    found.rollout(),
                    found.journal()));
  }

  private record Found(PastRollout rollout, Optional<OpenJournal> journal) {}

  private static Optional<Found> read(OpenJournal open, Findings findings) {
    Optional<PastRollout> rollout = findings.read(open::read);
    if (rollout.isEmpty()) {
      open.close();
    }
    return rollout.map(past -> new Found(past, Optional.of(open)));
  }

  /**
   * Refuses another shard than that of the rollout.
   *
   * @param given by {@code --shard}
   */
  void checkShard(Optional<Shard> given, Findings findings) {
    if (given.isPresent() && !given.equals(rollout.shard())) {
      findings.problem(
          flag + " " + rollout.id(),
          rollout.shard().map(part -> "is " + part.words()).orElse("is of the whole fleet")
              + ", and not "
              + given.get().words(),
          "leave --shard out");
    }
  }

  boolean has(String host) {
    return rollout.hosts().containsKey(host);
  }

  /** Whether something is left to do for a host of the rollout. */
  boolean isLeftToDo(String host) {
    PastHost past = rollout.hosts().get(host);
    return past != null && (isLeftToDo(past.state()) || owesRestart(past));
  }

  private boolean isLeftToDo(HostState state) {
    return failedOnly ? state.isFailure() : !state.isDone();
  }

  /** Whether it is done, but for a restart that this run makes. */
  private boolean owesRestart(PastHost past) {
    return past.state().isDone() && past.stale().stream().anyMatch(restarts::contains);
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

  /**
   * @throws ProblemsException if hosts are left to do
   */
  void requireNothingLeft() {
    List<String> left = rollout.hosts().keySet().stream().filter(this::isLeftToDo).toList();
    if (!left.isEmpty()) {
      throw ProblemsException.of(
          "%s %s: none of the hosts that are left to do (%s) is selected; check -i, -l and --plan"
              .formatted(flag, rollout.id(), OddHosts.names(left)));
    }
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
      return (failedOnly
                  ? "no host of the rollout %s failed or was unreachable"
                  : "nothing is left to do: every host of the rollout %s is done")
              .formatted(rollout.id())
          + stale();
    }
    int all = rollout.hosts().size();
    return "going on with the rollout %s, on %s"
        .formatted(
            rollout.id(), all == 1 ? "its one host" : "%d of its %d hosts".formatted(hosts, all));
  }

  private String stale() {
    int hosts = rollout.stale().size();
    return hosts == 0
        ? ""
        : "; %s a restart, which --restart %s makes"
            .formatted(
                hosts == 1 ? "1 of them owes" : hosts + " of them owe",
                String.join(",", rollout.staleDaemons()));
  }
}
