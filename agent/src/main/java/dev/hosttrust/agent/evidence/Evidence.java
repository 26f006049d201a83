// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.evidence;

import java.util.List;

/**
 * What was read back from a host, after a change or instead of one.
 *
 * @param proofs in the order of the stores, and for each in the order of the anchors
 * @param daemons those that run and read trust only when they start
 * @param keptBy files that keep a CA trusted which is to go
 */
public record Evidence(List<Proof> proofs, List<DaemonState> daemons, List<String> keptBy) {
  public Evidence {
    proofs = List.copyOf(proofs);
    daemons = List.copyOf(daemons);
    keptBy = List.copyOf(keptBy);
  }

  /** Where everything that is to go has gone. */
  public Evidence(List<Proof> proofs, List<DaemonState> daemons) {
    this(proofs, daemons, List.of());
  }

  /** Of a host on which no such daemon runs. */
  public Evidence(List<Proof> proofs) {
    this(proofs, List.of());
  }
}
