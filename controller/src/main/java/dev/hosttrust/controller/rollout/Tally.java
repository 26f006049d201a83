// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the outcomes of a run, and says when too many hosts have failed. Thread-safe. */
final class Tally {
  private final FailureLimit limit;
  private Recap recap = Recap.NONE;
  private int failed;
  private int failedInBatch;
  private @Nullable Batch batch;
  private Optional<Halted> halted = Optional.empty();
  private final List<String> done = new ArrayList<>();
  private final List<String> left = new ArrayList<>();

  /** Why the run was halted, and in which batch. */
  private record Halted(String reason, Batch during) {}

  Tally(FailureLimit limit) {
    this.limit = limit;
  }

  synchronized void begin(Batch next) {
    batch = next;
    failedInBatch = 0;
  }

  /** Counts a host. True if the run must be halted now, because of this one. */
  synchronized boolean add(HostResult result) {
    recap = recap.plus(result.outcome());
    switch (result.outcome()) {
      case Unchanged _, Changed _, WouldChange _ -> done.add(result.host());
      case Skipped _ -> left.add(result.host());
      case Failed _, Unreachable _ -> {}
    }
    Batch now = batch;
    if (now == null || !limit.counts(result.outcome())) {
      return false;
    }
    failed++;
    failedInBatch++;
    return halt(now, limit.exceeded(failed, failedInBatch, now.hosts().size()));
  }

  /** All hosts of the batch are counted. */
  synchronized void end(Batch over) {
    halt(over, limit.exceededAfter(over, failedInBatch));
  }

  private boolean halt(Batch during, Optional<String> reason) {
    if (halted.isPresent() || reason.isEmpty()) {
      return false;
    }
    halted = Optional.of(new Halted(reason.get(), during));
    return true;
  }

  synchronized boolean isHalted() {
    return halted.isPresent();
  }

  /** Why the run was halted, if it was, which hosts were done, and which were left. */
  synchronized Optional<Halt> halt() {
    return halted.map(h -> new Halt(h.reason(), h.during().number(), h.during().of(), done, left));
  }

  synchronized Recap recap() {
    return recap;
  }
}
