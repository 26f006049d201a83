// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.controller.pause.BatchPauses;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.words.ProblemsException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A rollout, or a dry run of one, from what the flags say to the report and the exit code. Used
 * once.
 */
public final class RolloutTask {
  private final Environment environment;
  private final String version;
  private final FleetFlags flags;
  private final RecordFlags record;
  private final Mode mode;
  private final FleetFindings findings = new FleetFindings();

  /**
   * @param version of the program, for the report
   */
  public RolloutTask(
      Environment environment, String version, FleetFlags flags, RecordFlags record, Mode mode) {
    this.environment = environment;
    this.version = version;
    this.flags = flags;
    this.record = record;
    this.mode = mode;
  }

  /**
   * Runs it and returns the exit code.
   *
   * @throws ProblemsException with all that is wrong with the input, before a host is touched
   */
  public int run() throws InterruptedException {
    boolean listHosts = flags.run().listHosts();
    boolean dry = mode.check() || listHosts;
    try (Earlier earlier =
        Earlier.read(environment, record, flags.restart(), dry, findings.common())) {
      earlier.requireSource(record.plan(), flags.inventory(), findings.common());
      return listHosts ? listHosts(earlier) : rollOut(earlier);
    }
  }

  /** What {@code --list-hosts} of ansible prints. */
  private int listHosts(Earlier earlier) {
    List<String> names = new Fleet(environment, flags, earlier, findings).names();
    findings.throwIfFailed();
    earlier.requireHosts(names);
    findings
        .warnings()
        .forEach(warning -> environment.errors().println("hosttrust: warning: " + warning));
    environment.lines().println("  hosts (%d):".formatted(names.size()));
    names.forEach(name -> environment.lines().println("    " + name));
    return ExitCode.OK;
  }

  /** Files that are to be written are looked at first, passwords are asked for last. */
  private int rollOut(Earlier earlier) throws InterruptedException {
    Run about = about(earlier.runId(environment));
    RunRecord.check(environment, record, findings.common());
    flags.run().check(mode, findings.common());
    BatchSettings batching = BatchSettings.read(flags.batches(), findings.common());
    BatchPauses pauses = new BatchPauses(environment, about.id(), batching.pause());
    pauses.check(findings.common());
    try (Reporting reporting = Reporting.open(environment, flags, mode, about, findings.common())) {
      Fleet fleet = new Fleet(environment, flags, earlier, findings);
      List<Fleet.Member> members = fleet.members();
      try (Connections connections =
          Connections.open(environment, flags.connection(), flags.become(), findings)) {
        List<HostJob> jobs = jobs(members, connections, earlier);
        findings.throwIfFailed();
        earlier.requireHosts(jobs.stream().map(HostJob::name).toList());
        List<Batch> batches = batching.batches().of(jobs, environment.random());
        try (RunRecord kept =
            RunRecord.open(environment, about, record, flags.inventory(), earlier)) {
          RunReport report = reporting.begin(Batch.inTurn(batches), fleet::word, kept);
          report.all().anchors(all(jobs, TrustSpec::anchors));
          report.all().absent(all(jobs, TrustSpec::absent));
          findings.warnings().forEach(report.all()::warning);
          report.all().notServed(findings.notServed());
          kept.warning().ifPresent(report.all()::warning);
          earlier.goingOn(jobs.size()).ifPresent(report::say);
          connections.hostsBySsh().forEach((reasons, hosts) -> report.all().bySsh(hosts, reasons));
          return new CheckedRollout(
                  flags.run().settings(mode, reporting.showsDiffs()),
                  batches,
                  batching.limit(),
                  pauses,
                  flags,
                  connections,
                  report,
                  kept)
              .run();
        }
      }
    }
  }

  private Run about(String id) {
    return new Run(id, version, mode.command(), mode.check(), environment.clock().instant());
  }

  private static List<HostJob> jobs(
      List<Fleet.Member> members, Connections connections, Earlier earlier) {
    return members.stream()
        .map(connections::job)
        .flatMap(Optional::stream)
        .map(earlier::reviewed)
        .toList();
  }

  /** Something of the specs of all hosts, each once. */
  private static <T> Collection<T> all(List<HostJob> jobs, Function<TrustSpec, List<T>> of) {
    return jobs.stream()
        .map(job -> job.wanted().spec())
        .distinct()
        .flatMap(spec -> of.apply(spec).stream())
        .distinct()
        .toList();
  }
}
