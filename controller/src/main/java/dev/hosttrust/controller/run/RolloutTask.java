// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.rollout.Rollout;
import dev.hosttrust.controller.rollout.Stop;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** A rollout, or a dry run of one, from what the flags say to the report and the exit code. */
public final class RolloutTask {

  /**
   * How far it goes.
   *
   * @param command the command's name
   * @param check whether to look and plan only
   * @param diff whether to show diffs
   */
  public record Mode(String command, boolean check, boolean diff) {}

  private final Environment environment;
  private final String version;
  private final FleetFlags flags;
  private final RunFlags run;
  private final RecordFlags record;

  /**
   * @param version of the program, for the report
   */
  public RolloutTask(
      Environment environment, String version, FleetFlags flags, RecordFlags record) {
    this.environment = environment;
    this.version = version;
    this.flags = flags;
    this.run = flags.run();
    this.record = record;
  }

  /**
   * Runs it and returns the exit code.
   *
   * @throws ProblemsException with all that is wrong with the input, before a host is touched
   */
  public int run(Mode mode) throws InterruptedException {
    FleetFindings findings = new FleetFindings();
    boolean writes = !mode.check() && !run.listHosts();
    try (Earlier earlier = Earlier.read(environment, record, !writes, findings.common())) {
      return run.listHosts() ? listHosts(earlier, findings) : runOn(mode, earlier, findings);
    }
  }

  /** What {@code --list-hosts} of ansible prints. */
  private int listHosts(Earlier earlier, FleetFindings findings) {
    List<String> names = new Fleet(environment, flags, earlier, findings).names();
    findings.throwIfFailed();
    findings
        .warnings()
        .forEach(warning -> environment.errors().println("hosttrust: warning: " + warning));
    environment.lines().println("  hosts (%d):".formatted(names.size()));
    names.forEach(name -> environment.lines().println("    " + name));
    return ExitCode.OK;
  }

  private int runOn(Mode mode, Earlier earlier, FleetFindings findings)
      throws InterruptedException {
    checkNumbers(mode, findings.common());
    checkPlanFile(findings.common());
    Run description = description(mode, earlier.runId(environment));
    BatchSettings batching = BatchSettings.read(flags.batches(), findings.common());
    BatchPauses pauses = new BatchPauses(environment, description.id(), batching.pause());
    pauses.check(findings.common());
    Fleet fleet = new Fleet(environment, flags, earlier, findings);
    List<Fleet.Member> members = fleet.members();
    try (Reporting reporting =
            Reporting.open(environment, flags, mode, description, findings.common());
        Connections connections =
            Connections.open(environment, flags.connection(), flags.become(), findings)) {
      List<HostJob> jobs =
          members.stream()
              .map(connections::job)
              .flatMap(Optional::stream)
              .map(earlier::reviewed)
              .toList();
      findings.throwIfFailed();
      Rollout.Settings settings = settings(mode, reporting.showsDiffs());
      List<Batch> batches = batching.batches().of(jobs, environment.random());
      try (RunRecord kept =
          RunRecord.open(environment, version, record, mode.check(), earlier, description.id())) {
        Reporting.Begun begun =
            reporting.begin(
                names(batches),
                fleet::word,
                printed -> kept.reports(printed, flags.inventory(), inTurn(batches)));
        Report report = begun.all();
        report.anchors(anchors(jobs));
        findings.warnings().forEach(report::warning);
        report.notServed(findings.notServed());
        kept.warning().ifPresent(report::warning);
        if (run.output() == OutputFormat.TEXT) {
          earlier.goingOn(jobs.size()).ifPresent(environment.lines()::println);
        }
        connections.hostsBySsh().forEach((reasons, hosts) -> report.bySsh(hosts, reasons));
        if (!mode.check() && !flags.connection().skipUnknownHosts()) {
          NotBegun notBegun = NotBegun.of(connections, settings.forks());
          if (notBegun.isNeeded()) {
            return ExitCode.of(
                notBegun.report(inTurn(batches), report), jobs.size(), false, false, false);
          }
        }
        Stop stop = new Stop();
        Rollout rollout = new Rollout(settings, batching.limit(), pauses, stop, report);
        int exitCode = run(rollout, batches, stop, begun, reporting, kept, connections);
        return reporting.areWritten(begun.files()) || exitCode != ExitCode.OK
            ? exitCode
            : ExitCode.INTERNAL;
      }
    }
  }

  /** Before any host is looked at: a long dry run must not end without its plan. */
  private void checkPlanFile(Findings findings) {
    String out = record.out();
    if (out != null) {
      Path file = environment.path(out).toAbsolutePath();
      Path directory = file.getParent();
      if (Files.isDirectory(file)) {
        findings.problem("--out " + out, "is a directory", "name a file");
      } else if (Files.exists(file) && !Files.isRegularFile(file)) {
        findings.problem("--out " + out, "is a named pipe, a socket or a device", "name a file");
      } else if (directory == null || !Files.isWritable(directory)) {
        findings.problem(
            "--out " + out, "its directory is not there, or may not be written", "name another");
      }
    }
  }

  /** The hosts in the order in which they have their turns. */
  private static List<HostJob> inTurn(List<Batch> batches) {
    return batches.stream().flatMap(batch -> batch.hosts().stream()).toList();
  }

  private static List<String> names(List<Batch> batches) {
    return inTurn(batches).stream().map(HostJob::name).toList();
  }

  private static Collection<Anchor> anchors(List<HostJob> jobs) {
    SequencedSet<Anchor> anchors = new LinkedHashSet<>();
    jobs.stream()
        .map(job -> job.wanted().spec())
        .distinct()
        .forEach(spec -> anchors.addAll(spec.anchors()));
    return anchors;
  }

  private void checkNumbers(Mode mode, Findings findings) {
    if (run.forks() < 1) {
      findings.problem("--forks %d: must be 1 or more".formatted(run.forks()));
    }
    if (run.hostTimeout() < 1) {
      findings.problem("--host-timeout %d: must be 1 or more seconds".formatted(run.hostTimeout()));
    }
    if (run.detailedExitCode() && !mode.check()) {
      findings.problem("--detailed-exitcode: goes with --check, or with 'hosttrust diff'");
    }
  }

  private Rollout.Settings settings(Mode mode, boolean diffs) {
    return new Rollout.Settings(
        run.forks(),
        Duration.ofSeconds(run.hostTimeout()),
        mode.check(),
        diffs ? PlanDiff::of : plan -> List.of());
  }

  private int run(
      Rollout rollout,
      List<Batch> batches,
      Stop stop,
      Reporting.Begun begun,
      Reporting reporting,
      RunRecord kept,
      Connections connections)
      throws InterruptedException {
    Report report = begun.all();
    long start = System.nanoTime();
    try (Interrupts _ =
            Interrupts.listen(
                stop,
                environment.errors(),
                begun.progress(),
                rollout::changing,
                connections::abandon);
        JobControl _ = JobControl.listen(begun.progress())) {
      Recap recap = rollout.runBatches(batches);
      connections.notWritten().stream()
          .map("new host keys could not be written down: %s"::formatted)
          .forEach(report::warning);
      reporting.ending(report);
      report.finished(
          new RunEnd(
              recap,
              connections.unknownHostKeys(),
              rollout.halt(),
              stop.requested(),
              Duration.ofNanos(System.nanoTime() - start)));
      if (run.output() == OutputFormat.TEXT) {
        kept.howToGoOn(recap).ifPresent(environment.lines()::println);
      }
      rollout.listenerFailure().ifPresent(RolloutTask::reportFailed);
      return ExitCode.of(
          recap,
          names(batches).size(),
          stop.requested(),
          rollout.halt().isPresent(),
          run.detailedExitCode());
    }
  }

  private Run description(Mode mode, String id) {
    return new Run(id, version, mode.command(), mode.check(), environment.clock().instant());
  }

  private static void reportFailed(Throwable failure) {
    throw new IllegalStateException("the report of a host failed: " + failure, failure);
  }
}
