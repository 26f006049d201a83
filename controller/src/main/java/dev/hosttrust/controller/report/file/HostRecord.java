// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.controller.report.HostLine;
import dev.hosttrust.controller.report.Status;
import dev.hosttrust.controller.rollout.HostResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What is kept of a host that is done. The texts, diffs and proofs of all hosts are in {@link
 * HostTexts}, and here are their numbers.
 *
 * @param host as the inventory has it
 * @param batch from 1; 0 where the run has none
 * @param started when it was connected to, from when the hosts were begun with; negative if it
 *     never was
 * @param took from connecting until its diff was made
 * @param notes reasons, what is replaced, warnings
 * @param diff what was or would be changed
 * @param evidence what was read back
 * @param pending the steps that each store still asks for; 0 where the trust was read back
 * @param daemons those that read trust when they start, and whether each owes a restart
 */
record HostRecord(
    String host,
    Status status,
    int batch,
    Duration started,
    Duration took,
    int notes,
    int diff,
    int evidence,
    int pending,
    int daemons) {

  static HostRecord of(HostResult result, int batch, Duration started, HostTexts texts) {
    Outcome outcome = result.outcome();
    Evidence evidence = evidence(outcome);
    return new HostRecord(
        result.host(),
        Status.of(outcome),
        batch,
        started,
        result.took(),
        texts.notes().number(HostLine.of(result).notes()),
        texts.diff(result.diff()),
        texts.evidence().number(evidence.proofs()),
        texts.pending().number(pending(outcome, evidence)),
        texts.daemons().number(daemons(outcome)));
  }

  private static SequencedMap<String, Boolean> daemons(Outcome outcome) {
    SequencedMap<String, Boolean> daemons = new LinkedHashMap<>();
    outcome.daemons().forEach(daemon -> daemons.put(daemon.name(), daemon.isStale()));
    return daemons;
  }

  private static Evidence evidence(Outcome outcome) {
    return switch (outcome) {
      case Unchanged unchanged -> unchanged.evidence();
      case Changed changed -> changed.evidence();
      case WouldChange _, Failed _, Unreachable _, Skipped _ -> new Evidence(List.of());
    };
  }

  private static SequencedMap<String, Integer> pending(Outcome outcome, Evidence evidence) {
    if (outcome instanceof WouldChange would) {
      return would.plan().stepsByStore();
    }
    SequencedMap<String, Integer> none = new LinkedHashMap<>();
    for (Proof proof : evidence.proofs()) {
      none.put(proof.store(), 0);
    }
    return none;
  }
}
