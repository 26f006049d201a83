// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rotation;

import dev.hosttrust.controller.tls.Served;
import dev.hosttrust.controller.tls.Served.Chain;
import java.util.List;

/**
 * What a server serves.
 *
 * @param name {@code host[:port]}
 * @param places what it serves in each place where it was looked for, by each of the addresses
 *     there; empty for one that was excused
 */
public record ServerStanding(String name, List<List<Served>> places) {
  public ServerStanding {
    places = places.stream().map(List::copyOf).toList();
  }

  /** By each address. */
  public List<Served> served() {
    return places.stream().flatMap(List::stream).toList();
  }

  public boolean isExcused() {
    return places.isEmpty();
  }

  /**
   * Whether in each place all addresses that could be reached serve the new CA's chain, and one
   * could be.
   */
  public boolean isNew() {
    return places.stream().allMatch(ServerStanding::isNew);
  }

  private static boolean isNew(List<Served> addresses) {
    return addresses.stream().anyMatch(address -> address.chain().isNew())
        && addresses.stream().allMatch(ServerStanding::isNewOrDown);
  }

  /** Whether it is not known to be new only because no address could be reached in some place. */
  public boolean isUnseen() {
    return !isNew() && places.stream().allMatch(place -> isNew(place) || isDown(place));
  }

  private static boolean isDown(List<Served> addresses) {
    return addresses.stream().allMatch(address -> address.chain() == Chain.UNREACHABLE);
  }

  private static boolean isNewOrDown(Served address) {
    return address.chain().isNew() || address.chain() == Chain.UNREACHABLE;
  }

  /** Whether an address serves such a chain. */
  public boolean has(Chain chain) {
    return served().stream().anyMatch(s -> s.chain() == chain);
  }
}
