// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.evidence;

import java.util.List;

/**
 * What was read back from a host, after a change or instead of one.
 *
 * @param proofs in the order of the stores, and for each in the order of the anchors
 */
public record Evidence(List<Proof> proofs) {
  public Evidence {
    proofs = List.copyOf(proofs);
  }
}
