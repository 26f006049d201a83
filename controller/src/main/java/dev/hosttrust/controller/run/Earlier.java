// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.controller.journal.HostState;
import dev.hosttrust.controller.journal.JournalDirectory;
import dev.hosttrust.controller.journal.OpenJournal;
import dev.hosttrust.controller.journal.PastHost;
import dev.hosttrust.controller.journal.PastRollout;
import dev.hosttrust.controller.journal.RunId;
import dev.hosttrust.controller.planfile.PlanFile;
import dev.hosttrust.controller.planfile.PlanFile.PlannedHost;
import dev.hosttrust.controller.planfile.PlanFileReader;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.trust.TrustSummary;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What earlier runs left that this one goes on with: the journal of a rollout, a plan file, both,
 * or nothing. Both bind it: to their hosts, and to what those shall trust.
 */
final class Earlier implements AutoCloseable {
  /** More names than these are counted. */
  private static final int NAMES_SHOWN = 10;

  private final RecordFlags flags;
  private final JournalDirectory journals;
  private final Optional<OpenJournal> journal;
  private final Optional<PastRollout> rollout;
  private final Optional<PlanFile> plan;

  private Earlier(
      RecordFlags flags,
      JournalDirectory journals,
      Optional<OpenJournal> journal,
      Optional<PastRollout> rollout,
      Optional<PlanFile> plan) {
    this.flags = flags;
    this.journals = journals;
    this.journal = journal;
    this.rollout = rollout;
    this.plan = plan;
  }

  /**
   * Reads what the flags name; what is wrong is in the findings.
   *
   * @param check whether it is a dry run, which writes to no journal
   */
  static Earlier read(
      Environment environment, RecordFlags flags, boolean check, Findings findings) {
    if (flags.resume() != null && flags.retryFailed() != null) {
      findings.problem("--resume and --retry-failed: give one of them");
    }
    JournalDirectory journals =
        JournalDirectory.of(environment.variables(), environment.localUser().home());
    Optional<String> id =
        Optional.ofNullable(flags.resume()).or(() -> Optional.ofNullable(flags.retryFailed()));
    Optional<OpenJournal> journal =
        check ? Optional.empty() : id.flatMap(i -> findings.read(() -> journals.open(i)));
    Optional<PastRollout> rollout =
        check
            ? id.flatMap(i -> findings.read(() -> journals.read(i)))
            : journal.flatMap(open -> findings.read(open::read));
    Optional<PlanFile> plan =
        Optional.ofNullable(flags.plan())
            .map(environment::path)
            .flatMap(
                path ->
                    findings.read(() -> PlanFileReader.read(path, environment.clock(), findings)));
    return new Earlier(flags, journals, journal, rollout, plan);
  }

  /** Where rollouts have their journals. */
  JournalDirectory journals() {
    return journals;
  }

  /** The id of this run: that of the rollout that it goes on with, or a new one. */
  String runId(Environment environment) {
    return rollout
        .map(PastRollout::id)
        .orElseGet(() -> journals.freeId(() -> RunId.of(environment.clock().instant())));
  }

  /** The journal that this run goes on with. */
  Optional<OpenJournal> journal() {
    return journal;
  }

  /** What a host shall trust by the plan file. */
  Optional<Wanted> planned(String host) {
    return plan.flatMap(file -> file.host(host)).map(PlannedHost::wanted);
  }

  /** The flags; where they name no inventory, with that of the plan file. */
  InventoryFlags inventory(InventoryFlags given) {
    return plan.filter(file -> given.inventories().isEmpty())
        .map(file -> new InventoryFlags(file.inventories(), given.limit(), given.extraVars()))
        .orElse(given);
  }

  /** Whether the host may be part of this run. */
  boolean has(String host) {
    return rollout.stream().allMatch(past -> past.hosts().containsKey(host))
        && plan.stream().allMatch(file -> file.host(host).isPresent());
  }

  /** Whether something is left to do for a host that may be part of this run. */
  boolean isLeftToDo(String host) {
    return rollout.stream()
        .map(past -> past.hosts().get(host))
        .allMatch(past -> past != null && isLeftToDo(past.state()));
  }

  private boolean isLeftToDo(HostState state) {
    return flags.retryFailed() == null ? !state.isDone() : state.isFailure();
  }

  /** Whether this run goes on with a rollout of which it has nothing left to do. */
  Optional<String> nothingLeft() {
    return rollout
        .filter(past -> past.hosts().keySet().stream().noneMatch(this::isLeftToDo))
        .map(
            past ->
                flags.retryFailed() == null
                    ? "nothing is left to do: every host of the rollout %s is done"
                        .formatted(past.id())
                    : "no host of the rollout %s failed or was unreachable".formatted(past.id()));
  }

  /** Warns of hosts that are new, and of those that are gone. */
  void compareHosts(List<String> selected, Findings findings) {
    rollout.ifPresent(
        past -> {
          String where = flag() + " " + past.id();
          List<String> left = past.hosts().keySet().stream().filter(this::isLeftToDo).toList();
          warn(
              where,
              "not part of the rollout, and left out",
              selected,
              past.hosts().keySet(),
              findings);
          warn(where, "left to do, but not selected any more", left, selected, findings);
        });
    plan.ifPresent(
        file -> {
          String where = "--plan " + flags.plan();
          Set<String> known = new LinkedHashSet<>(file.hosts().keySet());
          known.addAll(file.unplanned().keySet());
          warn(
              where,
              "left out, because the dry run could not make a plan",
              selected.stream().filter(file.unplanned()::containsKey).toList(),
              List.of(),
              findings);
          warn(where, "not part of the plan, and left out", selected, known, findings);
          warn(
              where,
              "part of the plan, but not selected",
              file.hosts().keySet(),
              selected,
              findings);
        });
  }

  private String flag() {
    return flags.retryFailed() == null ? "--resume" : "--retry-failed";
  }

  private static void warn(
      String where,
      String what,
      Collection<String> hosts,
      Collection<String> others,
      Findings findings) {
    Set<String> set = new LinkedHashSet<>(hosts);
    Set.copyOf(others).forEach(set::remove);
    if (!set.isEmpty()) {
      List<String> names = List.copyOf(set);
      String more =
          names.size() > NAMES_SHOWN ? " and %d more".formatted(names.size() - NAMES_SHOWN) : "";
      findings.warning(
          where,
          "%d %s %s: %s%s"
              .formatted(
                  names.size(),
                  names.size() == 1 ? "host is" : "hosts are",
                  what,
                  String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size()))),
                  more));
    }
  }

  /**
   * What a host shall trust, if that is what it was.
   *
   * @throws ProblemsException if it is not
   */
  Wanted checked(String host, Wanted wanted) {
    TrustSummary now = TrustSummary.of(wanted);
    List<Problem> problems = new ArrayList<>();
    rollout
        .map(past -> past.hosts().get(host))
        .ifPresent(
            (PastHost past) ->
                differences(past.trust(), past.root(), now, wanted.root().path())
                    .forEach(
                        difference ->
                            problems.add(
                                new Problem(
                                    host + ": " + flag(),
                                    difference,
                                    "go on with what the rollout began with, or roll out anew"
                                        + " without "
                                        + flag()))));
    planned(host)
        .ifPresent(
            before ->
                differences(
                        TrustSummary.of(before), before.root().path(), now, wanted.root().path())
                    .forEach(
                        difference ->
                            problems.add(
                                new Problem(
                                    host + ": --plan",
                                    difference,
                                    "leave it to the plan file, or make a new one"))));
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    return wanted;
  }

  private static List<String> differences(
      TrustSummary before, String rootBefore, TrustSummary now, String rootNow) {
    return Stream.concat(
            before.differences(now).stream(),
            rootBefore.equals(rootNow)
                ? Stream.of()
                : Stream.of("the root was '%s', and is '%s' now".formatted(rootBefore, rootNow)))
        .toList();
  }

  /** The job, whose plan must be the one that was reviewed. */
  HostJob reviewed(HostJob job) {
    return plan.flatMap(file -> file.host(job.name()))
        .map(
            host ->
                job.with(
                    now ->
                        host.plan()
                            .objection(now)
                            .map(
                                why ->
                                    "the host is not as it was reviewed: %s; nothing was written;"
                                            .formatted(why)
                                        + " see 'hosttrust diff', and make a new plan")))
        .orElse(job);
  }

  @Override
  public void close() {
    journal.ifPresent(OpenJournal::close);
  }
}
