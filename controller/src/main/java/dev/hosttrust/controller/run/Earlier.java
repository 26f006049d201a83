// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.controller.journal.JournalDirectory;
import dev.hosttrust.controller.journal.OpenJournal;
import dev.hosttrust.controller.journal.RunId;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs left that this one goes on with: the journal of a rollout, a plan file, both,
 * or nothing. Both bind it: to their hosts, and to what those shall trust.
 */
final class Earlier implements AutoCloseable {
  private final JournalDirectory journals;
  private final Optional<Resumption> resumption;
  private final Optional<Reviewed> reviewed;

  private Earlier(
      JournalDirectory journals, Optional<Resumption> resumption, Optional<Reviewed> reviewed) {
    this.journals = journals;
    this.resumption = resumption;
    this.reviewed = reviewed;
  }

  /**
   * Reads what the flags name; what is wrong is in the findings.
   *
   * @param check whether it is a dry run, which writes to no journal
   */
  static Earlier read(
      Environment environment,
      RecordFlags flags,
      RestartFlags restart,
      boolean check,
      Findings findings) {
    JournalDirectory journals = JournalDirectory.of(environment.stateDirectory());
    return new Earlier(
        journals,
        Resumption.read(flags, restart, journals, check, findings),
        Reviewed.read(environment, flags, findings));
  }

  /** Where rollouts have their journals. */
  JournalDirectory journals() {
    return journals;
  }

  /** The journal that this run goes on with. */
  Optional<OpenJournal> journal() {
    return resumption.flatMap(Resumption::journal);
  }

  /** The id of this run: that of the rollout that it goes on with, or a new one. */
  String runId(Environment environment) {
    return resumption
        .map(past -> past.rollout().id())
        .orElseGet(() -> journals.freeId(() -> RunId.of(environment.clock().instant())));
  }

  /**
   * Ends the run where a plan file should say from where the hosts are, and cannot: that there is
   * no inventory either would be misleading.
   *
   * @param plan {@code --plan}; null if there is none
   * @throws ProblemsException with all problems that were found so far
   */
  void requireSource(@Nullable String plan, InventoryFlags given, Findings findings) {
    reviewed.ifPresent(file -> file.checkSource(given, findings));
    if (plan != null && given.nameNoSource()) {
      findings.throwIfFailed();
    }
  }

  /** The flags; where they name no inventory, with that of the plan file. */
  InventoryFlags inventory(InventoryFlags given, Findings findings) {
    return reviewed.map(plan -> plan.inventory(given, findings)).orElse(given);
  }

  /**
   * The part of the fleet that this run takes: the one of the earlier run, where that took one.
   *
   * @param given by {@code --shard}; another one than that is a problem
   */
  Optional<Shard> shard(Optional<Shard> given, Findings findings) {
    resumption.ifPresent(past -> past.checkShard(given, findings));
    reviewed.ifPresent(plan -> plan.checkShard(given, findings));
    return given
        .or(() -> resumption.flatMap(past -> past.rollout().shard()))
        .or(() -> reviewed.flatMap(plan -> plan.file().shard()));
  }

  /** Whether a host, of whatever shard, is one of the plan file, if there is one. */
  boolean mayPlan(String host) {
    return reviewed.stream().allMatch(plan -> plan.has(host));
  }

  /**
   * Of the hosts that are selected, those that may be part of this run; warns of the others.
   *
   * @param selected in the shard
   * @param shard the part of the fleet that this run takes; empty for all of it
   */
  List<InventoryHost> partOf(
      List<InventoryHost> selected, Optional<Shard> shard, Findings findings) {
    List<String> names = selected.stream().map(InventoryHost::name).toList();
    resumption.ifPresent(past -> past.compare(names, findings));
    reviewed.ifPresent(plan -> plan.compare(names, shard, findings));
    return selected.stream().filter(host -> has(host.name())).toList();
  }

  private boolean has(String host) {
    return resumption.stream().allMatch(past -> past.has(host)) && mayPlan(host);
  }

  /** Whether something is left to do for a host that is part of this run. */
  boolean isLeftToDo(String host) {
    return resumption.stream().allMatch(past -> past.isLeftToDo(host));
  }

  /**
   * Refuses a run without a host, unless it goes on with a rollout of which nothing is left to do.
   *
   * @param hosts of the run
   * @param elsewhere whether other shards take hosts of the plan file
   * @throws ProblemsException where hosts are left to do, or have a plan, and none is selected
   */
  void requireHosts(List<String> hosts, boolean elsewhere) {
    if (!hosts.isEmpty()) {
      return;
    }
    if (resumption.isPresent()) {
      resumption.get().requireNothingLeft();
    } else if (reviewed.isPresent() && !elsewhere) {
      throw reviewed.get().noHost();
    }
  }

  /** What a host shall trust by the plan file. */
  Optional<Wanted> planned(String host) {
    return reviewed.flatMap(plan -> plan.wanted(host));
  }

  /**
   * What a host shall trust, if that is what it was.
   *
   * @throws ProblemsException if it is not
   */
  Wanted checked(String host, Wanted wanted) {
    List<Problem> problems = new ArrayList<>();
    resumption.ifPresent(past -> problems.addAll(past.differences(host, wanted)));
    reviewed.ifPresent(plan -> problems.addAll(plan.differences(host, wanted)));
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    return wanted;
  }

  /** The job, whose plan must be the one that was reviewed, if one was. */
  HostJob reviewed(HostJob job) {
    return reviewed.map(plan -> plan.reviewed(job)).orElse(job);
  }

  /**
   * With which rollout this run goes on, for people.
   *
   * @param hosts how many hosts it has
   */
  Optional<String> goingOn(int hosts) {
    return resumption.map(past -> past.goingOn(hosts));
  }

  @Override
  public void close() {
    journal().ifPresent(OpenJournal::close);
  }
}
