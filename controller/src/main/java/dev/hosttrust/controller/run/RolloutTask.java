// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.controller.pause.BatchPauses;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostOrder;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.words.ProblemsException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
  private final Course course;
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
    RotationFlags rotation = flags.trust().rotation();
    this.course =
        rotation == null ? new Course() {} : new RotationCourse(environment, flags, mode, rotation);
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
      Optional<Shard> shard = earlier.shard(givenShard(), findings.common());
      return listHosts ? listHosts(earlier, shard) : rollOut(earlier, shard);
    }
  }

  private Optional<Shard> givenShard() {
    return ShardFlag.read(flags.batches().shard(), environment.variables(), findings.common());
  }

  private int listHosts(Earlier earlier, Optional<Shard> shard) {
    BatchSettings batching = BatchSettings.read(flags.batches(), findings.common());
    Fleet fleet = new Fleet(environment, flags, earlier, shard, findings);
    List<Fleet.Listed> hosts = fleet.listed();
    findings.throwIfFailed();
    earlier.requireHosts(hosts.stream().map(Fleet.Listed::name).toList(), fleet.goesOnElsewhere());
    String part = shard.map(s -> ", " + s.words()).orElse("");
    String order =
        batching.batches().order() == HostOrder.SHUFFLE ? ", shuffled anew each time" : "";
    return HostNamesList.print(
        environment,
        batching.batches().divide(hosts, environment.random()),
        part + order,
        findings);
  }

  /** Files that are to be written are looked at first, passwords are asked for last. */
  private int rollOut(Earlier earlier, Optional<Shard> shard) throws InterruptedException {
    Run about = about(earlier.runId(environment), shard);
    RunRecord.check(environment, record, findings.common());
    flags.run().check(mode, findings.common());
    BatchSettings batching = BatchSettings.read(flags.batches(), findings.common());
    BatchPauses pauses = new BatchPauses(environment, about.id(), batching.pause());
    pauses.check(findings.common());
    try (Reporting reporting = Reporting.open(environment, flags, mode, about, findings.common())) {
      Fleet fleet = new Fleet(environment, flags, earlier, shard, findings);
      List<Fleet.Member> members = fleet.members();
      Set<TrustSpec> specs = fleet.specs(members);
      course.check(fleet, findings.common());
      try (Connections connections =
          Connections.open(environment, flags.connection(), flags.become(), findings)) {
        List<HostJob> jobs = jobs(members, connections, earlier);
        findings.throwIfFailed();
        earlier.requireHosts(jobs.stream().map(HostJob::name).toList(), fleet.goesOnElsewhere());
        OptionalInt end = course.before(jobs, connections, reporting, findings);
        if (end.isPresent()) {
          return end.getAsInt();
        }
        List<Batch> batches = batching.batches().of(jobs, environment.random());
        try (RunRecord kept =
            RunRecord.open(environment, about, record, flags.inventory(), earlier)) {
          RunReport report =
              reporting.begin(Batch.inTurn(batches), fleet::word, kept, course.watchers());
          report.all().anchors(all(specs, TrustSpec::anchors));
          report.all().absent(all(specs, TrustSpec::absent));
          findings.warnings().forEach(report.all()::warning);
          report.all().notServed(findings.notServed());
          kept.warning().ifPresent(report.all()::warning);
          fleet.part().ifPresent(report::say);
          earlier.goingOn(jobs.size()).ifPresent(report::say);
          connections.hostsBySsh().forEach((reasons, hosts) -> report.all().bySsh(hosts, reasons));
          CheckedRollout rollout =
              new CheckedRollout(
                  flags.run().settings(mode, reporting.showsDiffs()),
                  batches,
                  batching.limit(),
                  pauses,
                  flags,
                  connections,
                  report,
                  kept);
          return report.exitCode(toTheEnd(rollout, report), kept.problems());
        }
      }
    }
  }

  /** Whatever ends the run, what was reported of it is written. */
  private int toTheEnd(CheckedRollout rollout, RunReport report) throws InterruptedException {
    try {
      return course.after(rollout.run(), report.all());
    } finally {
      report.write();
    }
  }

  private Run about(String id, Optional<Shard> shard) {
    return new Run(
        id,
        version,
        mode.command(),
        mode.step(),
        mode.check(),
        environment.clock().instant(),
        shard,
        List.of());
  }

  private List<HostJob> jobs(List<Fleet.Member> members, Connections connections, Earlier earlier) {
    return members.stream()
        .map(connections::job)
        .flatMap(Optional::stream)
        .map(earlier::reviewed)
        .map(course::reviewed)
        .toList();
  }

  /** Something of the specs, each once. */
  private static <T> Collection<T> all(Set<TrustSpec> specs, Function<TrustSpec, List<T>> of) {
    return specs.stream().flatMap(spec -> of.apply(spec).stream()).distinct().toList();
  }
}
