package dev.hosttrust.agent.plan;

import dev.hosttrust.agent.facts.PathFact;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The ordered steps that lead from a host's facts to the trust spec. In check mode it <em>is</em>
 * the dry run.
 *
 * @param steps in the order in which they are done; none if the host is as it should be
 * @param guards what the probe saw at every path that the plan rests on; the agent writes nothing
 *     where one of them is different by then
 */
public record Plan(List<Step> steps, SequencedMap<String, PathFact> guards) implements Planned {
  public Plan {
    steps = List.copyOf(steps);
    guards = new LinkedHashMap<>(guards);
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Whether the plan runs {@code update-ca-certificates}. */
  public boolean updates() {
    return steps.stream().anyMatch(Step.UpdateTrust.class::isInstance);
  }

  /** What the probe saw, by path; unmodifiable. */
  @Override
  public SequencedMap<String, PathFact> guards() {
    return Collections.unmodifiableSequencedMap(guards);
  }
}
