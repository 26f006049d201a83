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
import dev.hosttrust.controller.rotation.HostStanding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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

  /**
   * How each host stands, in the order in which the answers come.
   *
   * @param standing of a host that was looked at
   */
  List<HostStanding> look(
      List<HostJob> jobs, TrustSpec spec, Function<HostResult, HostStanding> standing)
      throws InterruptedException {
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
    Standings standings = new Standings(standing);
    Rollout rollout = new Rollout(settings, stop, new Reports(List.of(progress, standings)));
    try (Interrupts _ =
            Interrupts.listen(
                stop, environment.errors(), progress, rollout::changing, connections::abandon);
        JobControl _ = JobControl.listen(progress)) {
      Recap recap = rollout.run(asked);
      progress.finished(new RunEnd(recap, List.of(), Duration.ZERO));
    }
    return standings.all();
  }

  /** Keeps of each host's result only how it stands: there may be many. */
  static final class Standings implements Report {
    private final Function<HostResult, HostStanding> standing;
    private final List<HostStanding> all = new ArrayList<>();

    Standings(Function<HostResult, HostStanding> standing) {
      this.standing = standing;
    }

    @Override
    public void done(HostResult result) {
      all.add(standing.apply(result));
    }

    List<HostStanding> all() {
      return List.copyOf(all);
    }
  }
}
