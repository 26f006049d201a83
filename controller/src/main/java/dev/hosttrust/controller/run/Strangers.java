// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.controller.report.Progress;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.report.SeenHostKey;
import dev.hosttrust.controller.report.SeenHostKey.Status;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.rollout.Stop;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The hosts of a rollout of which no host key is known, and those behind such jump hosts. Where
 * there are any, no host is touched: so the operator compares the keys, and then rolls out to the
 * whole fleet in its order, instead of to most of it now and to the rest another time.
 *
 * @param reasons by host why it cannot be logged in to
 * @param unknown the keys
 * @param took to look at them
 */
record Strangers(Map<String, String> reasons, List<HostKeyVerdict.Unknown> unknown, Duration took) {
  /** Nobody was looked for. */
  static final Strangers NONE = new Strangers(Map.of(), List.of(), Duration.ZERO);

  Strangers {
    reasons = Map.copyOf(reasons);
    unknown = List.copyOf(unknown);
  }

  /**
   * Looks at the keys of those hosts, and of jump hosts, of which none is known.
   *
   * @param targets by the names of their hosts
   * @param stop ends the looking, after which not all are found
   * @param progress shows how far it is
   */
  static Strangers look(HostKeyScan scan, Map<String, Target> targets, Stop stop, Progress progress)
      throws InterruptedException {
    long start = System.nanoTime();
    HostKeyRounds rounds = new HostKeyRounds(List.copyOf(targets.values()));
    Map<Target, SeenHostKey> strangers = new HashMap<>();
    for (List<Target> next = rounds.next(); !next.isEmpty(); next = rounds.next()) {
      List<Target> looked = next.stream().filter(scan::isStranger).toList();
      if (!looked.isEmpty()) {
        progress.keysSeen(0, looked.size());
      }
      List<SeenHostKey> seen =
          scan.look(looked, stop, count -> progress.keysSeen(count, looked.size()));
      for (int i = 0; i < looked.size(); i++) {
        if (seen.get(i).status() == Status.NEW) {
          strangers.put(looked.get(i), seen.get(i));
        }
      }
      next.forEach(target -> rounds.done(target, !strangers.containsKey(target)));
    }
    return new Strangers(
        reasons(targets, strangers),
        unknown(strangers),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private static Map<String, String> reasons(
      Map<String, Target> targets, Map<Target, SeenHostKey> strangers) {
    Map<String, String> reasons = new HashMap<>();
    targets.forEach(
        (host, target) ->
            HostKeyRounds.wayTo(target)
                .map(strangers::get)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(seen -> reasons.put(host, seen.note())));
    return reasons;
  }

  /** Each key once, in the order of names. */
  private static List<HostKeyVerdict.Unknown> unknown(Map<Target, SeenHostKey> strangers) {
    SortedMap<String, HostKeyVerdict.Unknown> byName = new TreeMap<>();
    strangers
        .values()
        .forEach(seen -> seen.unknown().ifPresent(key -> byName.put(key.name(), key)));
    return List.copyOf(byName.values());
  }

  boolean areNone() {
    return reasons.isEmpty();
  }

  /** Leaves all hosts as they are, and says of each why. */
  RunEnd leave(List<HostJob> jobs, Report report) {
    String others =
        ("not begun, because %s; compare the keys below ('hosttrust host-keys' shows changed ones"
                + " too), or go on with --skip-unknown-hosts")
            .formatted(
                reasons.size() == 1
                    ? "another host has an unknown host key"
                    : reasons.size() + " other hosts have unknown host keys");
    Recap recap = Recap.NONE;
    for (HostJob job : jobs) {
      String reason = reasons.get(job.name());
      Outcome outcome = reason == null ? new Skipped(others) : new Unreachable(reason);
      report.done(new HostResult(job.name(), outcome, List.of(), Duration.ZERO));
      recap = recap.plus(outcome);
    }
    return new RunEnd(recap, unknown, took);
  }
}
