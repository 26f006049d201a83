// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.planfile;

import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.words.FirstFew;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A plan as it was reviewed, to be compared with one that is made later. It has digests of contents
 * in place of contents: a file of somebody else may hold passwords.
 *
 * @param steps in words, each with all that it does; none if there was nothing to do
 * @param seen what stood at each path that the plan depends on
 */
public record ReviewedPlan(List<String> steps, SequencedMap<String, String> seen) {
  /** For a host that was as it should be. */
  public static final ReviewedPlan NOTHING = new ReviewedPlan(List.of(), new LinkedHashMap<>());

  /** More differences than these do not help anybody. */
  private static final int MOST_TOLD = 3;

  private static final String FILE = "a file";
  private static final String LINK = "a link";

  public ReviewedPlan {
    steps = List.copyOf(steps);
    seen = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(seen));
  }

  public static ReviewedPlan of(Plan plan) {
    SequencedMap<String, String> seen = new LinkedHashMap<>();
    plan.guards().forEach((path, fact) -> seen.put(path, fact.state()));
    return new ReviewedPlan(plan.steps().stream().map(ReviewedPlan::words).toList(), seen);
  }

  private static String words(Step step) {
    return switch (step) {
      case Step.CreateDirectory create ->
          "create directory %s (%s)".formatted(create.path(), create.attributes());
      case Step.ChangeAttributes change ->
          "set %s to %s, from %s".formatted(change.path(), change.to(), change.from());
      case Step.WriteFile write ->
          "write %s (%s) with SHA-256 %s"
              .formatted(write.path(), write.attributes(), write.content().sha256());
      case Step.RemoveFile remove ->
          "remove %s, which is %s".formatted(remove.path(), remove.before().state());
      case Step.RemoveDirectory remove -> "remove the directory " + remove.path();
      case Step.RemoveLeftovers sweep ->
          "remove left-over files in " + String.join(", ", sweep.directories());
      case Step.RunTool run ->
          "run %s for %s".formatted(run.command(), String.join(", ", run.reasons()));
      case Step.RestartDaemon restart -> "restart " + restart.service();
    };
  }

  /** Why a plan that was made later is another one; empty if it is the same. */
  public Optional<String> objection(Plan now) {
    ReviewedPlan later = of(now);
    if (equals(later)) {
      return Optional.empty();
    }
    return Optional.of(FirstFew.clauses(differences(later), MOST_TOLD));
  }

  private List<String> differences(ReviewedPlan later) {
    List<String> differences = new ArrayList<>();
    if (steps.isEmpty()) {
      differences.add("nothing was to be done when the plan was made");
    } else {
      later.seen.forEach(
          (path, state) -> {
            String before = seen.get(path);
            if (!state.equals(before)) {
              differences.add(
                  before == null
                      ? path + " was not part of the plan"
                      : changed(path, before, state));
            }
          });
      without(seen.keySet(), later.seen.keySet())
          .forEach(path -> differences.add(path + " is not part of the plan any more"));
    }
    if (differences.isEmpty()) {
      without(later.steps, steps).forEach(step -> differences.add("to do now: " + step));
      without(steps, later.steps).forEach(step -> differences.add("not to do any more: " + step));
    }
    if (differences.isEmpty()) {
      differences.add("the steps are in another order");
    }
    return differences;
  }

  /**
   * Such as {@code /etc/a was absent, and is a file now}, in the words of {@link PathFact#state}.
   */
  private static String changed(String path, String before, String after) {
    String kindBefore = kind(before);
    String kindAfter = kind(after);
    if (!kindBefore.equals(kindAfter)) {
      return "%s was %s, and is %s now".formatted(path, kindBefore, kindAfter);
    }
    if (kindAfter.equals(LINK)) {
      return path + " leads to something else";
    }
    boolean content = kindAfter.equals(FILE) && !last(before).equals(last(after));
    return path + (content ? " has changed its content" : " has changed its mode or owner");
  }

  private static String kind(String state) {
    return switch (state.split(" ", 2)[0]) {
      case "absent" -> "absent";
      case "file" -> FILE;
      case "directory" -> "a directory";
      case "link" -> LINK;
      default -> "something else";
    };
  }

  /** Of a file, the digest of its content. */
  private static String last(String state) {
    return state.substring(state.lastIndexOf(' ') + 1);
  }

  private static Set<String> without(Iterable<String> from, Collection<String> others) {
    Set<String> rest = new LinkedHashSet<>();
    from.forEach(rest::add);
    rest.removeAll(others);
    return rest;
  }
}
