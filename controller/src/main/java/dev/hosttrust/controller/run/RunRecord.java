// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.journal.Invocation;
import dev.hosttrust.controller.journal.Journal;
import dev.hosttrust.controller.journal.OpenJournal;
import dev.hosttrust.controller.planfile.PlanRecorder;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.inventories.Inventory;
import dev.hosttrust.words.FileFaults;
import dev.hosttrust.words.FileToWrite;
import dev.hosttrust.words.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run leaves on file: the journal of a rollout, or the plan file of a dry run. */
final class RunRecord implements AutoCloseable {
  private final Environment environment;
  private final Run run;
  private final RecordFlags flags;
  private final InventoryFlags inventory;
  private final Optional<OpenJournal> journal;
  private final boolean resumed;
  private final Optional<String> warning;
  private @Nullable PlanRecorder plan;

  private RunRecord(
      Environment environment,
      Run run,
      RecordFlags flags,
      InventoryFlags inventory,
      Optional<OpenJournal> journal,
      boolean resumed,
      Optional<String> warning) {
    this.environment = environment;
    this.run = run;
    this.flags = flags;
    this.inventory = inventory;
    this.journal = journal;
    this.resumed = resumed;
    this.warning = warning;
  }

  /**
   * Looks whether the plan file can be written, before any host is looked at: a long dry run must
   * not end without its plan.
   */
  static void check(Environment environment, RecordFlags flags, Findings findings) {
    String out = flags.out();
    if (out != null) {
      FileToWrite.canBeReplaced(
          "--out " + out, environment.path(out).toAbsolutePath().normalize(), findings);
    }
  }

  /**
   * Begins a journal, or goes on with one; a rollout that cannot have one goes on without.
   *
   * @param inventory where the hosts are from
   */
  static RunRecord open(
      Environment environment,
      Run run,
      RecordFlags flags,
      InventoryFlags inventory,
      Earlier earlier) {
    Optional<OpenJournal> journal = earlier.journal();
    boolean resumed = journal.isPresent();
    Optional<String> warning = Optional.empty();
    if (!run.check() && !resumed) {
      try {
        journal = Optional.of(earlier.journals().create(run.id()));
      } catch (IOException e) {
        warning =
            Optional.of(
                "no journal is kept, so --resume and 'hosttrust show' will not know this rollout: "
                    + FileFaults.failure(e));
      }
    }
    return new RunRecord(environment, run, flags, inventory, journal, resumed, warning);
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
   */
  List<Report> reports(Report output, List<HostJob> jobs) {
    List<Report> reports = new ArrayList<>();
    journal.map(open -> journal(open, output, jobs)).ifPresent(reports::add);
    if (flags.out() != null) {
      Path file = environment.path(flags.out());
      // Whoever asks a cluster for its nodes says so again: they may be others by then.
      List<String> inventories = inventory.nodes() == null ? inventories() : List.of();
      PlanRecorder recorder = new PlanRecorder(file, run.version(), inventories, run.shard(), jobs);
      plan = recorder;
      reports.add(recorder);
    }
    return reports;
  }

  /** As they are named from any directory: the plan may be carried out in another one. */
  private List<String> inventories() {
    return inventory.inventories().stream()
        .map(source -> Inventory.absolute(source, environment.surroundings()))
        .toList();
  }

  /** Why the plan file could not be written; empty if it was, or there is none. */
  List<String> problems() {
    return plan == null ? List.of() : plan.problems();
  }

  /** For people, where a plan file was written. */
  Optional<String> whereThePlanIs() {
    return plan == null || !plan.problems().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The plan is in %s; to carry it out: hosttrust rollout --plan %s, with the same %soptions for logging in and becoming root"
                .formatted(
                    flags.out(),
                    Invocation.quoted(List.of(String.valueOf(flags.out()))),
                    isSourceNamedAgain() ? "-i or --kube-nodes, and the same " : ""));
  }

  /** Whether the plan file cannot say where its hosts are from, or must not start what says so. */
  private boolean isSourceNamedAgain() {
    return inventory.nodes() != null
        || inventories().stream().anyMatch(source -> Inventory.programIn(source).isPresent());
  }

  private Report journal(OpenJournal open, Report output, List<HostJob> jobs) {
    Invocation invocation =
        new Invocation(
            environment.clock().instant(),
            run.version(),
            command(),
            environment.workingDirectory().toString());
    return resumed
        ? Journal.resume(open, invocation, environment.clock(), output::warning)
        : Journal.begin(open, invocation, run.shard(), jobs, environment.clock(), output::warning);
  }

  /** With the shard that it was: another process may have another index, or none. */
  private List<String> command() {
    List<String> words = new ArrayList<>(flags.command());
    int value = words.lastIndexOf("--shard") + 1;
    run.shard().filter(shard -> value > 0).ifPresent(s -> words.set(value, s.toString()));
    return words;
  }

  /**
   * For people, where hosts are left to do: because they failed, or because the run was halted or
   * interrupted. Of a dry run, hosts that failed are no reason to go on with it.
   */
  Optional<String> howToGoOn(Recap recap) {
    int failed = recap.failed() + recap.unreachable();
    if (recap.skipped() == 0 && (failed == 0 || run.check())) {
      return Optional.empty();
    }
    String before = failed == 0 ? "" : "mend what failed, then ";
    return Optional.of("To go on: " + before + "run the same command " + howToRunAgain());
  }

  private String howToRunAgain() {
    if (run.check()) {
      return "again";
    }
    if (journal.isEmpty() || !flags.resumable()) {
      return "again: hosts that are done are only looked at";
    }
    String other = flags.retryFailed() == null ? "" : " in place of --retry-failed";
    String newPlan =
        flags.plan() == null
            ? ""
            : "; for hosts that are not as they were reviewed, with --plan NEW in place of %s, after 'hosttrust diff -l HOSTS --out NEW'"
                .formatted(flags.plan());
    return "with --resume " + journal.get().id() + other + newPlan;
  }

  @Override
  public void close() {
    journal.ifPresent(OpenJournal::close);
  }
}
