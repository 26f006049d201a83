// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.report.Progress;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.Reports;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.rollout.Rollout;
import dev.hosttrust.controller.rollout.Stop;
import dev.hosttrust.controller.rotation.HostSeen;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at hosts without changing any, to see whether they trust this or that. Shows nothing but
 * how far it is.
 *
 * @param settings how hosts are run; in check mode
 */
record HostsLook(
    Environment environment,
    Rollout.Settings settings,
    Connections connections,
    Reporting reporting,
    Stop stop) {

  /** What each host came to, by its name; those that a {@link Stop} left out are not in it. */
  Map<String, HostSeen> look(List<HostJob> jobs, TrustSpec spec) throws InterruptedException {
    if (jobs.isEmpty()) {
      return Map.of();
    }
    List<HostJob> asked =
        jobs.stream()
            .map(
                job ->
                    new HostJob(
                        job.name(),
                        new Wanted(job.wanted().root(), spec, job.wanted().stores()),
                        job.opener(),
                        job.place()))
            .toList();
    Progress progress = reporting.progress(asked.size());
    Seen seen = new Seen();
    Rollout rollout = new Rollout(settings, stop, new Reports(List.of(progress, seen)));
    try (Interrupts _ =
            Interrupts.listen(
                stop, environment.errors(), progress, rollout::changing, connections::abandon);
        JobControl _ = JobControl.listen(progress)) {
      Recap recap = rollout.run(asked);
      progress.finished(new RunEnd(recap, List.of(), Duration.ZERO));
    }
    return seen.byHost();
  }

  /** Keeps of each host's result only what a rotation goes by: there may be many. */
  static final class Seen implements Report {
    private final Map<String, HostSeen> byHost = new LinkedHashMap<>();

    @Override
    public void done(HostResult result) {
      byHost.put(result.host(), HostSeen.of(result));
    }

    Map<String, HostSeen> byHost() {
      return Collections.unmodifiableMap(byHost);
    }
  }
}
