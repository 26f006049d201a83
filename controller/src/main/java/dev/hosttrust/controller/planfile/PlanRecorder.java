// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.planfile;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.words.FileFaults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Collects the plans of a dry run, equal ones once, and writes them to a file in the end. */
public final class PlanRecorder implements Report {
  private final Path file;
  private final String version;
  private final List<String> inventories;
  private final Optional<Shard> shard;
  private final SequencedMap<String, HostJob> jobs = new LinkedHashMap<>();
  private final Map<ReviewedPlan, SharedPlan> plans = new HashMap<>();
  private final Map<String, SharedPlan> plansByHost = new HashMap<>();
  private final Map<String, String> unplanned = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * A plan that hosts have in common.
   *
   * @param diff what people see of it
   */
  record SharedPlan(ReviewedPlan plan, List<FileDiff> diff) {
    SharedPlan {
      diff = List.copyOf(diff);
    }
  }

  /**
   * @param file where to write to; what is there is replaced
   * @param version of this program
   * @param inventories as {@code -i} takes them, wherever it is called
   * @param shard the part of the fleet that the dry run takes; empty for all of it
   * @param jobs all hosts of the dry run
   */
  public PlanRecorder(
      Path file,
      String version,
      List<String> inventories,
      Optional<Shard> shard,
      List<HostJob> jobs) {
    this.shard = shard;
    this.file = file;
    this.version = version;
    // Standard input was read, and cannot be read again.
    this.inventories = inventories.contains("-") ? List.of() : List.copyOf(inventories);
    jobs.forEach(job -> this.jobs.put(job.name(), job));
  }

  @Override
  public void done(HostResult result) {
    switch (result.outcome()) {
      case WouldChange would -> plan(result, ReviewedPlan.of(would.plan()));
      case Unchanged _ -> plan(result, ReviewedPlan.NOTHING);
      case Changed _ -> throw new IllegalStateException(result.host() + " changed in a dry run");
      case Failed failure -> unplanned.put(result.host(), String.join("; ", failure.reasons()));
      case Unreachable unreachable -> unplanned.put(result.host(), unreachable.reason());
      case Skipped skipped -> unplanned.put(result.host(), skipped.reason());
    }
  }

  private void plan(HostResult result, ReviewedPlan plan) {
    plansByHost.put(
        result.host(), plans.computeIfAbsent(plan, p -> new SharedPlan(p, result.diff())));
  }

  /** Writes the file; what has been done is told all the same if it cannot be written. */
  @Override
  public void finished(RunEnd end) {
    List<PlanFileWriter.Entry> entries = new ArrayList<>();
    SequencedMap<String, String> without = new LinkedHashMap<>();
    jobs.forEach(
        (name, job) -> {
          SharedPlan plan = plansByHost.get(name);
          if (plan != null) {
            entries.add(new PlanFileWriter.Entry(name, job.wanted(), plan));
          } else {
            without.put(name, unplanned.getOrDefault(name, "it was not looked at"));
          }
        });
    try {
      PlanFileWriter.write(file, version, inventories, shard, entries, without);
    } catch (IOException e) {
      problems.add("the plan was not written: " + FileFaults.failure(file, e));
    }
  }

  /** Why the file could not be written; empty if it was, or the run has not ended. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
