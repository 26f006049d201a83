// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rotation;

import dev.hosttrust.controller.tls.Served;
import dev.hosttrust.controller.tls.Served.Chain;
import java.util.List;

/**
 * What a server serves.
 *
 * @param name {@code host[:port]}
 * @param served by each of its addresses; empty for one that was excused
 */
public record ServerStanding(String name, List<Served> served) {
  public ServerStanding {
    served = List.copyOf(served);
  }

  public boolean isExcused() {
    return served.isEmpty();
  }

  /** Whether all that could be reached serve the new CA's chain, and something could be. */
  public boolean isNew() {
    boolean some = has(Chain.NEW) || has(Chain.BOTH);
    return isExcused() || (some && served.stream().allMatch(ServerStanding::isNewOrDown));
  }

  private static boolean isNewOrDown(Served address) {
    return address.chain().isNew() || address.chain() == Chain.UNREACHABLE;
  }

  /** Whether an address serves such a chain. */
  public boolean has(Chain chain) {
    return served.stream().anyMatch(s -> s.chain() == chain);
  }
}
