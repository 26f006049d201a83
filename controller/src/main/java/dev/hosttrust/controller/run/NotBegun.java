// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A rollout that no host was touched by, because some of them have unknown host keys. So the
 * operator compares the keys, and then rolls out to the whole fleet in its order, instead of to
 * most of it now and to the rest another time.
 */
final class NotBegun {
  private final Map<String, String> strangers;
  private final List<HostKeyVerdict.Unknown> unknown;
  private final Duration took;

  /**
   * @param strangers by host why it is refused
   * @param unknown the keys
   * @param took to look at them
   */
  private NotBegun(
      Map<String, String> strangers, List<HostKeyVerdict.Unknown> unknown, Duration took) {
    this.strangers = strangers;
    this.unknown = unknown;
    this.took = took;
  }

  /** Looks at the keys of hosts of which none is known. */
  static NotBegun of(Connections connections, int forks) throws InterruptedException {
    long start = System.nanoTime();
    Map<String, String> strangers = connections.strangers(forks);
    return new NotBegun(
        strangers, connections.unknownHostKeys(), Duration.ofNanos(System.nanoTime() - start));
  }

  /** Whether there are any. */
  boolean isNeeded() {
    return !strangers.isEmpty();
  }

  /** Says of each host what became of it. */
  Recap report(List<HostJob> jobs, Report report) {
    String others =
        "not begun, because %s; compare the keys below, or go on with --skip-unknown-hosts"
            .formatted(
                strangers.size() == 1
                    ? "another host has an unknown host key"
                    : strangers.size() + " other hosts have unknown host keys");
    Recap recap = Recap.NONE;
    for (HostJob job : jobs) {
      String reason = strangers.get(job.name());
      Outcome outcome = reason == null ? new Skipped(others) : new Unreachable(reason);
      report.done(new HostResult(job.name(), outcome, List.of(), Duration.ZERO));
      recap = recap.plus(outcome);
    }
    report.finished(new RunEnd(recap, unknown, took));
    return recap;
  }
}
