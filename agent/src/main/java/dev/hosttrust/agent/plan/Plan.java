// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.plan.Step.RemoveFile;
import dev.hosttrust.agent.plan.Step.WriteFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The ordered steps that lead from a host's facts to the trust spec. In check mode it <em>is</em>
 * the dry run.
 *
 * @param steps in the order in which they are done; none if the host is as it should be
 * @param guards what the probe saw at every path of the stores that the plan changes; the agent
 *     writes nothing where one of them is different by then
 * @param warnings what else the operator should know of the host, whether there are steps or not
 * @param stepsByStore how many steps each store of the host asked for, in the order of the stores;
 *     0 where it has what it shall have
 * @param daemons those that run, as they will be when the plan is carried out
 */
public record Plan(
    List<Step> steps,
    SequencedMap<String, PathFact> guards,
    List<String> warnings,
    SequencedMap<String, Integer> stepsByStore,
    List<DaemonState> daemons)
    implements Planning {
  public Plan {
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
    guards = new LinkedHashMap<>(guards);
    stepsByStore = new LinkedHashMap<>(stepsByStore);
    daemons = List.copyOf(daemons);
  }

  /** A plan of which nobody wants to know the stores, of a host on which no daemon runs. */
  public Plan(List<Step> steps, SequencedMap<String, PathFact> guards, List<String> warnings) {
    this(steps, guards, warnings, new LinkedHashMap<>(), List.of());
  }

  /** The CA files that the plan puts others in the place of, in the order of the steps. */
  public List<Replacement> replacements() {
    List<Replacement> replacements = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof WriteFile write) {
        write
            .contentBefore()
            .flatMap(old -> Replacement.of(write.path(), old, write.content()))
            .ifPresent(replacements::add);
      }
    }
    return List.copyOf(replacements);
  }

  /** The CA files that the plan takes away, with their certificates, in the order of the steps. */
  public List<Replacement> removals() {
    return steps.stream()
        .filter(RemoveFile.class::isInstance)
        .map(RemoveFile.class::cast)
        .flatMap(
            removal ->
                removal.before().readable().stream()
                    .flatMap(old -> Replacement.of(removal.path(), old, Content.of("")).stream()))
        .toList();
  }

  /** For people: which certificates go, by replacement or removal; a line each, and few lines. */
  public List<String> notes() {
    return Stream.concat(
            Replacement.notes(replacements()).stream(),
            Replacement.removalNotes(removals()).stream())
        .toList();
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** The tools that the plan runs, in order. */
  public List<Step.RunTool> tools() {
    return steps.stream()
        .filter(Step.RunTool.class::isInstance)
        .map(Step.RunTool.class::cast)
        .toList();
  }

  /** How many restarts there are; they are the last steps. */
  public int restarts() {
    return (int) steps.stream().filter(Step.RestartDaemon.class::isInstance).count();
  }

  /** What the probe saw, by path; unmodifiable. */
  @Override
  public SequencedMap<String, PathFact> guards() {
    return Collections.unmodifiableSequencedMap(guards);
  }

  /** By the store's name; unmodifiable. */
  @Override
  public SequencedMap<String, Integer> stepsByStore() {
    return Collections.unmodifiableSequencedMap(stepsByStore);
  }
}
