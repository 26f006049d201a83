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
 * @param stale the daemons that owe a restart; where the last that is known of the host does not
 *     tell, as a failure does not, those that owed it before
 */
public record PastHost(
    String name,
    TrustSummary trust,
    String root,
    HostState state,
    List<String> notes,
    List<Proof> proofs,
    List<String> stale) {
  public PastHost {
    notes = List.copyOf(notes);
    proofs = List.copyOf(proofs);
    stale = List.copyOf(stale);
  }

  /** One of which nothing has come yet. */
  static PastHost notBegun(String name, TrustSummary trust, String root) {
    return new PastHost(name, trust, root, HostState.NOT_BEGUN, List.of(), List.of(), List.of());
  }

  PastHost with(
      HostState newState, List<String> newNotes, List<Proof> newProofs, List<String> newStale) {
    return new PastHost(name, trust, root, newState, newNotes, newProofs, newStale);
  }
}
