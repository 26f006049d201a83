// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.controller.trust.TrustSummary;
import java.util.List;

/**
 * One host of a rollout, as its journal tells.
 *
 * @param trust what it shall trust
 * @param root where its tree starts; empty for the running system
 * @param state after the last that is known of it
 * @param notes reasons why it is not done, or warnings
 * @param proofs what was read back from it
 */
public record PastHost(
    String name,
    TrustSummary trust,
    String root,
    HostState state,
    List<String> notes,
    List<Proof> proofs) {
  public PastHost {
    notes = List.copyOf(notes);
    proofs = List.copyOf(proofs);
  }

  PastHost with(HostState newState, List<String> newNotes, List<Proof> newProofs) {
    return new PastHost(name, trust, root, newState, newNotes, newProofs);
  }
}
