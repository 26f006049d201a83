// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import java.util.List;
import java.util.Optional;

/**
 * How many hosts may fail before a rollout is halted.
 *
 * @param most what must not be exceeded: numbers, of hosts of the whole run, and percentages, of
 *     the hosts of a batch, which keep the run below them as well. Empty for no limit
 * @param ignoreUnreachable whether hosts that cannot be reached do not count
 */
public record FailureLimit(List<Portion> most, boolean ignoreUnreachable) {
  public static final FailureLimit NONE = new FailureLimit(List.of(), false);

  public FailureLimit {
    most = List.copyOf(most);
  }

  /** Whether a host with this outcome has failed. */
  boolean counts(Outcome outcome) {
    return switch (outcome) {
      case Failed _ -> true;
      case Unreachable _ -> !ignoreUnreachable;
      case Unchanged _, Changed _, WouldChange _, Skipped _ -> false;
    };
  }

  /**
   * Why a run must not go on, if it must not.
   *
   * @param inRun how many hosts have failed in the run
   * @param inBatch how many of them in this batch
   * @param batch how many hosts the batch has
   */
  Optional<String> exceeded(int inRun, int inBatch, int batch) {
    return most.stream()
        .filter(limit -> limit.percent() ? isAbove(inBatch, batch, limit) : inRun > limit.value())
        .findFirst()
        .map(
            limit ->
                limit.percent()
                    ? "%d of %s of this batch %s, more than --max-fail %s allows"
                        .formatted(inBatch, hosts(batch), failed(), limit)
                    : "%s %s, more than --max-fail %s allows"
                        .formatted(hosts(inRun), failed(), limit));
  }

  /** As Ansible has it for {@code max_fail_percentage}: the limit itself may be reached. */
  private static boolean isAbove(int failed, int batch, Portion limit) {
    return failed * 100L > (long) limit.value() * batch;
  }

  /**
   * Why a run must not go on after a batch, if it must not: without another limit it ends where
   * every host of a batch failed, as a play does.
   */
  Optional<String> exceededAfter(Batch batch, int inBatch) {
    boolean all = most.isEmpty() && inBatch == batch.hosts().size() && batch.number() < batch.of();
    return all
        ? Optional.of("every host of this batch %s, and there is no --max-fail".formatted(failed()))
        : Optional.empty();
  }

  private String failed() {
    return ignoreUnreachable ? "failed" : "failed or could not be reached";
  }

  private static String hosts(int number) {
    return number == 1 ? "1 host" : number + " hosts";
  }
}
