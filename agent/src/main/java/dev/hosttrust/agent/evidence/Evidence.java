// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.evidence;

import java.util.List;

/**
 * What was read back from a host, after a change or instead of one.
 *
 * @param proofs in the order of the stores, and for each in the order of the anchors
 * @param daemons those that run and read trust only when they start
 */
public record Evidence(List<Proof> proofs, List<DaemonState> daemons) {
  public Evidence {
    proofs = List.copyOf(proofs);
    daemons = List.copyOf(daemons);
  }

  /** Of a host on which no such daemon runs. */
  public Evidence(List<Proof> proofs) {
    this(proofs, List.of());
  }
}
