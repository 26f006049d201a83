// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import static dev.hosttrust.controller.report.file.ReportKind.JSON;

import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.Reports;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.rollout.HostResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The files of {@code --report}. What they show is told to {@link #all}; they are written when all
 * was told of a run that has ended, in whatever way.
 */
public final class FileReports implements Report {
  private final List<ReportFile> files;
  private final Optional<RecordedRun> run;
  private final Optional<JsonSpool> spool;
  private final boolean pendingFails;
  private final List<String> problems = new ArrayList<>();
  private Optional<RunEnd> end = Optional.empty();

  /**
   * @param hosts the names of all hosts, in the order of the inventory
   * @param pendingFails whether a host with changes pending is a failure in JUnit's terms
   */
  public FileReports(
      List<ReportFile> files,
      InstantSource clock,
      Run run,
      List<String> hosts,
      boolean pendingFails) {
    this.files = List.copyOf(files);
    this.pendingFails = pendingFails;
    // Nothing is kept that no file will show.
    this.run =
        Optional.of(run)
            .filter(r -> any(k -> k != JSON))
            .map(r -> new RecordedRun(clock, r, hosts));
    this.spool =
        Optional.of(run).filter(r -> any(k -> k == JSON)).map(r -> new JsonSpool(clock, r));
  }

  private boolean any(Predicate<ReportKind> wanted) {
    return files.stream().map(ReportFile::kind).anyMatch(wanted);
  }

  /** Whether one of these files shows the difference on each host. */
  public static boolean showDiffs(List<ReportFile> files) {
    return files.stream().anyMatch(file -> file.kind().showsDiff());
  }

  /** All that is to be told of the run. */
  public Report all() {
    List<Report> all = new ArrayList<>();
    run.ifPresent(all::add);
    spool.map(JsonSpool::report).ifPresent(all::add);
    all.add(this);
    return new Reports(all);
  }

  @Override
  public void done(HostResult result) {
    // Those that are told before keep it.
  }

  @Override
  public void finished(RunEnd end) {
    this.end = Optional.of(end);
  }

  /**
   * Writes each file, if the run has ended; one that cannot be written does not keep the others
   * from being written.
   */
  public void write() {
    ReportWriter writer = new ReportWriter(run, spool.map(JsonSpool::document), pendingFails);
    end.ifPresent(ended -> problems.addAll(writer.write(files, ended)));
  }

  /** Why files could not be written; empty if all were, or none is written yet. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
