// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.journal.Invocation;
import dev.hosttrust.controller.journal.Journal;
import dev.hosttrust.controller.journal.OpenJournal;
import dev.hosttrust.controller.planfile.PlanRecorder;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.words.FileFaults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run leaves on file: the journal of a rollout, or the plan file of a dry run. */
final class RunRecord implements AutoCloseable {
  private final Environment environment;
  private final String version;
  private final RecordFlags flags;
  private final boolean check;
  private final Optional<OpenJournal> journal;
  private final boolean resumed;
  private final Optional<String> warning;

  private RunRecord(
      Environment environment,
      String version,
      RecordFlags flags,
      boolean check,
      Optional<OpenJournal> journal,
      boolean resumed,
      Optional<String> warning) {
    this.environment = environment;
    this.version = version;
    this.flags = flags;
    this.check = check;
    this.journal = journal;
    this.resumed = resumed;
    this.warning = warning;
  }

  /**
   * Begins a journal, or goes on with one; a rollout that cannot have one goes on without.
   *
   * @param id of the run
   */
  static RunRecord open(
      Environment environment,
      String version,
      RecordFlags flags,
      boolean check,
      Earlier earlier,
      String id) {
    Optional<OpenJournal> journal = earlier.journal();
    boolean resumed = journal.isPresent();
    Optional<String> warning = Optional.empty();
    if (!check && !resumed) {
      try {
        journal = Optional.of(earlier.journals().create(id));
      } catch (IOException e) {
        warning =
            Optional.of(
                "no journal is kept, so --resume and 'hosttrust show' will not know this rollout: "
                    + FileFaults.failure(e));
      }
    }
    return new RunRecord(environment, version, flags, check, journal, resumed, warning);
  }

  /** Why there is no journal where one should be. */
  Optional<String> warning() {
    return warning;
  }

  /**
   * The journal, which must be told before anything is shown, so that nothing is shown as done that
   * it does not have; and the plan file.
   *
   * @param output what is printed, for warnings
   * @param inventory where the hosts are from
   */
  List<Report> reports(Report output, InventoryFlags inventory, List<HostJob> jobs) {
    List<Report> reports = new ArrayList<>();
    journal.map(open -> journal(open, output, jobs)).ifPresent(reports::add);
    if (flags.out() != null) {
      Path file = environment.path(flags.out());
      // Whoever asks a cluster for its nodes says so again: they may be others by then.
      List<String> inventories = inventory.nodes() == null ? inventory.inventories() : List.of();
      reports.add(new PlanRecorder(file, version, inventories, jobs));
    }
    return reports;
  }

  private Report journal(OpenJournal open, Report output, List<HostJob> jobs) {
    Invocation invocation =
        new Invocation(
            environment.clock().instant(),
            version,
            flags.command(),
            environment.workingDirectory().toString());
    return resumed
        ? Journal.resume(open, invocation, environment.clock(), output::warning)
        : Journal.begin(open, invocation, jobs, environment.clock(), output::warning);
  }

  /**
   * For people, where hosts are left to do: because they failed, or because the run was halted or
   * interrupted. Of a dry run, hosts that failed are no reason to go on with it.
   */
  Optional<String> howToGoOn(Recap recap) {
    int failed = recap.failed() + recap.unreachable();
    if (recap.skipped() == 0 && (failed == 0 || check)) {
      return Optional.empty();
    }
    String before = failed == 0 ? "" : "mend what failed, then ";
    return Optional.of("To go on: " + before + "run the same command " + howToRunAgain());
  }

  private String howToRunAgain() {
    if (check) {
      return "again";
    }
    if (journal.isEmpty()) {
      return "again: hosts that are done are only looked at";
    }
    String other = flags.retryFailed() == null ? "" : " in place of --retry-failed";
    return "with --resume " + journal.get().id() + other;
  }

  @Override
  public void close() {
    journal.ifPresent(OpenJournal::close);
  }
}
