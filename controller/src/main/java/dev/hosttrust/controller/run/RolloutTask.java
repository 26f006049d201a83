// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.process.TerminalWidth;
import dev.hosttrust.controller.report.JsonReport;
import dev.hosttrust.controller.report.Progress;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.Reports;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.report.TextReport;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.rollout.Rollout;
import dev.hosttrust.controller.rollout.Stop;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.ProblemsException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
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

  /**
   * @param version of the program, for the report
   */
  public RolloutTask(Environment environment, String version, FleetFlags flags) {
    this.environment = environment;
    this.version = version;
    this.flags = flags;
    this.run = flags.run();
  }

  /**
   * Runs it and returns the exit code.
   *
   * @throws ProblemsException with all that is wrong with the input, before a host is touched
   */
  public int run(Mode mode) throws InterruptedException {
    return run.listHosts() ? listHosts() : runOn(mode);
  }

  /** What {@code --list-hosts} of ansible prints. */
  private int listHosts() {
    FleetFindings findings = new FleetFindings();
    List<String> names = new Fleet(environment, flags, findings).names();
    findings.throwIfFailed();
    findings
        .warnings()
        .forEach(warning -> environment.errors().println("hosttrust: warning: " + warning));
    environment.lines().println("  hosts (%d):".formatted(names.size()));
    names.forEach(name -> environment.lines().println("    " + name));
    return ExitCode.OK;
  }

  private int runOn(Mode mode) throws InterruptedException {
    FleetFindings findings = new FleetFindings();
    Rollout.Settings settings = settings(mode, findings.common());
    BatchSettings batching = BatchSettings.read(flags.batches(), findings.common());
    Run description = description(mode);
    BatchPauses pauses = new BatchPauses(environment, description.id(), batching.pause());
    pauses.check(findings.common());
    List<Fleet.Member> members = new Fleet(environment, flags, findings).members();
    try (Connections connections =
        Connections.open(environment, flags.connection(), flags.become(), findings)) {
      List<HostJob> jobs =
          members.stream().map(connections::job).flatMap(Optional::stream).toList();
      findings.throwIfFailed();
      List<Batch> batches = batching.batches().of(jobs, environment.random());
      Report report = report(mode, description, inTurn(batches));
      report.anchors(anchors(jobs));
      findings.warnings().forEach(report::warning);
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
      return run(rollout, batches, stop, report, connections);
    }
  }

  /** The hosts in the order in which they have their turns. */
  private static List<HostJob> inTurn(List<Batch> batches) {
    return batches.stream().flatMap(batch -> batch.hosts().stream()).toList();
  }

  private static Collection<Anchor> anchors(List<HostJob> jobs) {
    SequencedSet<Anchor> anchors = new LinkedHashSet<>();
    jobs.stream()
        .map(job -> job.wanted().spec())
        .distinct()
        .forEach(spec -> anchors.addAll(spec.anchors()));
    return anchors;
  }

  private Rollout.Settings settings(Mode mode, Findings findings) {
    if (run.forks() < 1) {
      findings.problem("--forks %d: must be 1 or more".formatted(run.forks()));
    }
    if (run.hostTimeout() < 1) {
      findings.problem("--host-timeout %d: must be 1 or more seconds".formatted(run.hostTimeout()));
    }
    if (run.detailedExitCode() && !mode.check()) {
      findings.problem("--detailed-exitcode: goes with --check, or with 'hosttrust diff'");
    }
    return new Rollout.Settings(
        Math.max(1, run.forks()),
        Duration.ofSeconds(Math.max(1, run.hostTimeout())),
        mode.check(),
        mode.diff() || run.output() == OutputFormat.JSON ? PlanDiff::of : plan -> List.of());
  }

  private int run(
      Rollout rollout, List<Batch> batches, Stop stop, Report report, Connections connections)
      throws InterruptedException {
    long start = System.nanoTime();
    try (Interrupts _ = Interrupts.listen(stop, environment.errors(), rollout::changing)) {
      Recap recap = rollout.runBatches(batches);
      connections.notWritten().stream()
          .map("new host keys could not be written down: %s"::formatted)
          .forEach(report::warning);
      report.finished(
          new RunEnd(
              recap,
              connections.unknownHostKeys(),
              rollout.halt(),
              Duration.ofNanos(System.nanoTime() - start)));
      rollout.listenerFailure().ifPresent(RolloutTask::reportFailed);
      return ExitCode.of(
          recap,
          inTurn(batches).size(),
          stop.requested(),
          rollout.halt().isPresent(),
          run.detailedExitCode());
    }
  }

  private Report report(Mode mode, Run description, List<HostJob> jobs) {
    return new Reports(List.of(output(mode, description, jobs)));
  }

  /** What is printed. */
  private Report output(Mode mode, Run description, List<HostJob> jobs) {
    return switch (run.output()) {
      case JSON -> new JsonReport(environment.lines(), environment.clock(), description);
      case TEXT ->
          new TextReport(
              environment.lines(),
              progress(jobs.size()),
              new TextReport.Detail(mode.check(), mode.diff(), run.verbose()),
              jobs.stream().map(HostJob::name).toList());
    };
  }

  private Run description(Mode mode) {
    String id = HexFormat.of().toHexDigits(environment.random().nextLong());
    return new Run(id, version, mode.command(), mode.check(), environment.clock().instant());
  }

  private Progress progress(int hosts) {
    return new Progress(
        environment.errors(),
        environment.showsProgress(),
        hosts,
        environment.clock(),
        new TerminalWidth());
  }

  private static void reportFailed(Throwable failure) {
    throw new IllegalStateException("the report of a host failed: " + failure, failure);
  }
}
