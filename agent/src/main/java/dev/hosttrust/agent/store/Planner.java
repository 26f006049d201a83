// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.daemon.RunningDaemons;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.Obstacles;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Planning;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.plan.Step.RemoveFile;
import dev.hosttrust.agent.plan.Step.RemoveLeftovers;
import dev.hosttrust.agent.plan.Step.WriteFile;
import dev.hosttrust.agent.plan.Steps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plans one host, store by store. Where one of them cannot have the trust, nothing is planned, so
 * that no host is left with half of it.
 */
public final class Planner {
  private final Wanted wanted;
  private final Facts facts;
  private final SequencedMap<Store, List<Question<?>>> stores = new LinkedHashMap<>();
  private final Map<String, Writer> writers = new HashMap<>();
  private final SequencedSet<String> clashes = new LinkedHashSet<>();

  /** A store and what it writes to a path. */
  private record Writer(Store store, WriteFile file) {}

  private Planner(Wanted wanted, Facts facts) {
    this.wanted = wanted;
    this.facts = facts;
    for (Store store : wanted.stores().of(wanted, facts)) {
      stores.put(store, store.questions(wanted, facts));
    }
  }

  /**
   * @return a {@link Plan}, or {@link Obstacles} if something must be put right by hand first
   */
  public static Planning plan(Wanted wanted, Facts facts) {
    if (!facts.missingTools().isEmpty()) {
      return new Obstacles(PathChecks.missingTools(facts));
    }
    Planner planner = new Planner(wanted, facts);
    List<String> obstacles = planner.obstacles();
    if (!obstacles.isEmpty()) {
      return new Obstacles(obstacles);
    }
    Plan plan = planner.plan();
    List<String> reasons = new ArrayList<>(planner.clashes);
    reasons.addAll(PathChecks.unwritable(plan, facts));
    reasons.addAll(new SystemFileUsers(wanted, facts).obstacles(plan));
    return reasons.isEmpty() ? plan : new Obstacles(reasons);
  }

  private List<String> obstacles() {
    SequencedSet<String> obstacles = new LinkedHashSet<>(PathChecks.rights(wanted.root(), facts));
    stores.forEach(
        (store, questions) -> {
          obstacles.addAll(PathChecks.kinds(questions, facts));
          obstacles.addAll(store.obstacles(wanted, facts));
        });
    return List.copyOf(obstacles);
  }

  private Plan plan() {
    SequencedSet<Step> files = new LinkedHashSet<>();
    SequencedSet<Step> tools = new LinkedHashSet<>();
    SequencedSet<Step> after = new LinkedHashSet<>();
    SequencedMap<String, PathFact> guards = new LinkedHashMap<>();
    // Two stores may read one directory.
    SequencedSet<String> warnings = new LinkedHashSet<>();
    SequencedMap<String, Integer> stepsByStore = new LinkedHashMap<>();
    for (Store store : stores.sequencedKeySet()) {
      Steps steps = steps();
      store.plan(wanted, facts, steps);
      steps.files().forEach(step -> note(store, step));
      files.addAll(steps.files());
      tools.addAll(steps.tools());
      after.addAll(steps.after());
      warnings.addAll(steps.warnings());
      store
          .kept(wanted, facts, new AfterPlan(facts, steps.files()))
          .forEach(kept -> warnings.add(kept.warning()));
      stepsByStore.put(
          store.id(), steps.files().size() + steps.tools().size() + steps.after().size());
      if (!steps.isEmpty()) {
        guard(store, guards);
      }
    }
    warnings.addAll(UnnamedStores.warnings(wanted, facts));
    new UnnamedRemovals(wanted, facts).kept().forEach(kept -> warnings.add(kept.warning()));
    UnnamedRegistries unnamed = new UnnamedRegistries(wanted, facts);
    unnamed.kept().forEach(kept -> warnings.add(kept.warning()));
    warnings.addAll(unnamed.warnings());
    List<Step> all = new ArrayList<>();
    List<String> leftovers = leftovers();
    if (!leftovers.isEmpty()) {
      all.add(new RemoveLeftovers(leftovers));
    }
    all.addAll(eachRemovedOnce(List.copyOf(files)));
    all.addAll(tools);
    all.addAll(after);
    RunningDaemons.Ending ending = Stores.daemons(wanted, facts).after(all);
    all.addAll(ending.restarts());
    warnings.addAll(ending.warnings());
    return new Plan(all, guards, List.copyOf(warnings), stepsByStore, ending.daemons());
  }

  /**
   * Of two stores that share a directory, both may take a file away, or one of them edits what the
   * other takes away. The last removal counts: the directory may go with it.
   */
  private static List<Step> eachRemovedOnce(List<Step> files) {
    List<Step> once = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Optional<String> path = path(files.get(i));
      List<Step> later = files.subList(i + 1, files.size());
      if (later.stream().noneMatch(s -> s instanceof RemoveFile && path(s).equals(path))) {
        once.add(files.get(i));
      }
    }
    return once;
  }

  /** The file that a step writes or takes away. */
  private static Optional<String> path(Step step) {
    return switch (step) {
      case WriteFile write -> Optional.of(write.path());
      case RemoveFile removal -> Optional.of(removal.path());
      default -> Optional.empty();
    };
  }

  /** Two contents for one path would take turns for ever. */
  private void note(Store store, Step step) {
    if (step instanceof WriteFile file) {
      Writer first = writers.putIfAbsent(file.path(), new Writer(store, file));
      if (first != null && !first.file().equals(file)) {
        clashes.add(clash(file.path(), first.store().id(), store.id()));
      }
    }
  }

  private static String clash(String path, String first, String second) {
    return first.equals(second)
        ? "%s would be written twice by the store %s, each time with another content, because of a link; put a directory in place of the link"
            .formatted(path, first)
        : "%s would be written by the stores %s and %s, each with another content, because of a link; put a directory in place of the link, or leave one of the two stores out"
            .formatted(path, first, second);
  }

  /** Only where these stores write: the way to other directories was not checked for links. */
  private List<String> leftovers() {
    Set<String> directories =
        stores.values().stream()
            .flatMap(List::stream)
            .filter(Question.Path.class::isInstance)
            .flatMap(question -> ((Question.Path) question).workDirectory().stream())
            .collect(Collectors.toSet());
    return facts.leftovers().stream().filter(directories::contains).toList();
  }

  /** Root owns what is made on the running system; in another tree, who runs the agent. */
  private Steps steps() {
    return wanted.root().isSystem()
        ? new Steps(facts, 0, 0)
        : new Steps(facts, facts.uid(), facts.gid());
  }

  private void guard(Store store, SequencedMap<String, PathFact> guards) {
    for (Question<?> question : stores.getOrDefault(store, List.of())) {
      if (question instanceof Question.Path path) {
        guards.put(path.path(), facts.at(path.path()));
        if (path.isWritten()) {
          path.above().forEach(up -> guardLink(up, guards));
        }
      }
    }
  }

  /** Where a link above what is written leads must not change either. */
  private void guardLink(String path, SequencedMap<String, PathFact> guards) {
    if (facts.at(path) instanceof PathFact.LinkToDirectory link) {
      guards.put(path, link);
    }
  }
}
