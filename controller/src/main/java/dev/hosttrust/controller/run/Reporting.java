// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.ControllingTerminal;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.report.JsonReport;
import dev.hosttrust.controller.report.LogReport;
import dev.hosttrust.controller.report.Progress;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.Reports;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.TextReport;
import dev.hosttrust.controller.report.file.FileReports;
import dev.hosttrust.controller.report.file.ReportFile;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.inventories.nodeset.NodeSet;
import dev.hosttrust.words.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Who is told of a run: what is printed, the progress, the log file and the report files. They are
 * known, and can be written, before the hosts are known; {@link RunReport} is what tells them.
 */
final class Reporting implements AutoCloseable {
  private final Environment environment;
  private final FleetFlags flags;
  private final Mode mode;
  private final Run run;
  private final List<ReportFile> files;
  private final LogFile log;

  private Reporting(
      Environment environment,
      FleetFlags flags,
      Mode mode,
      Run run,
      List<ReportFile> files,
      LogFile log) {
    this.environment = environment;
    this.flags = flags;
    this.mode = mode;
    this.run = run;
    this.files = files;
    this.log = log;
  }

  /**
   * Opens the log file; what cannot be written is in the findings, before any host is looked at.
   */
  static Reporting open(
      Environment environment, FleetFlags flags, Mode mode, Run run, Findings findings) {
    return new Reporting(
        environment,
        flags,
        mode,
        run,
        ReportFile.of(flags.report().files(), environment::path, findings),
        LogFile.open(environment, flags.watch(), findings));
  }

  /** Whether anything shows the diffs of the hosts. */
  boolean showsDiffs() {
    return mode.diff()
        || flags.run().output() == OutputFormat.JSON
        || flags.watch().logFile() != null
        || FileReports.showDiffs(files);
  }

  /**
   * Begins.
   *
   * @param jobs in the order in which they have their turns
   * @param words several of their names in one word
   * @param kept is told before anything is shown
   * @param watchers are told after all others
   */
  RunReport begin(
      List<HostJob> jobs, Function<NodeSet, String> words, RunRecord kept, List<Report> watchers) {
    return begin(jobs, kept, (progress, hosts) -> printed(progress, hosts, words), watchers);
  }

  /** Makes what is printed. */
  @FunctionalInterface
  interface Printer {
    /**
     * @param progress is out of the way while anything is printed in it
     * @param hosts the names of all hosts, in the order of the inventory
     */
    Report of(Progress progress, List<String> hosts);
  }

  /** The same, where something else is printed. */
  RunReport begin(List<HostJob> jobs, RunRecord kept, Printer printer, List<Report> watchers) {
    List<String> hosts = jobs.stream().map(HostJob::name).toList();
    Progress progress = progress(hosts.size());
    FileReports fileReports =
        new FileReports(files, environment.clock(), run, hosts, flags.run().detailedExitCode());
    Report printed = printer.of(progress, hosts);
    List<Report> reports = new ArrayList<>(kept.reports(printed, jobs));
    reports.add(progress); // before what prints, so that it is out of the way
    reports.add(printed);
    log.lines()
        .map(lines -> new LogReport(lines, environment.clock(), run, hosts.size()))
        .ifPresent(reports::add);
    reports.add(fileReports.all());
    reports.addAll(watchers);
    return new RunReport(
        environment, flags.run().output(), new Reports(reports), progress, log, fileReports);
  }

  private Report printed(Progress progress, List<String> hosts, Function<NodeSet, String> words) {
    return switch (flags.run().output()) {
      case JSON -> new JsonReport(environment.lines(), environment.clock(), run);
      case TEXT ->
          new TextReport(
              environment.lines(),
              progress,
              new TextReport.Detail(mode.check(), mode.diff(), flags.run().verbose()),
              hosts,
              words);
    };
  }

  /** What shows how far a look at so many hosts is. */
  Progress progress(int hosts) {
    boolean shared = environment.outIsTerminal();
    boolean json = flags.run().output() == OutputFormat.JSON;
    boolean shown = environment.showsProgress() && !(shared && json);
    return new Progress(
        new Progress.Place(environment.display(), shown, shared),
        hosts,
        environment.clock(),
        new ControllingTerminal());
  }

  @Override
  public void close() {
    log.close();
  }
}
