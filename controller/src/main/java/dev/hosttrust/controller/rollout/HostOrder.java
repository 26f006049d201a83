// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** In which order hosts are begun. */
public enum HostOrder {
  /** As the inventory has them. */
  INVENTORY,
  /** From the end of the inventory to its start. */
  REVERSE,
  /** By name. */
  SORTED,
  /** By name, from the last to the first. */
  REVERSE_SORTED,
  /** By chance. */
  SHUFFLE,
  /** One zone after the other, as the inventory first names them; hosts of no zone in the end. */
  ZONES;

  /**
   * The hosts in this order; in every order, those whose {@link Place} is last stand at the end.
   *
   * @param hosts in the order of the inventory
   */
  <T extends Placed> List<T> arrange(List<T> hosts, RandomGenerator random) {
    List<T> arranged = new ArrayList<>(hosts);
    switch (this) {
      case INVENTORY -> {}
      case REVERSE -> Collections.reverse(arranged);
      case SORTED -> arranged.sort(Comparator.comparing(Placed::name));
      case REVERSE_SORTED -> arranged.sort(Comparator.comparing(Placed::name).reversed());
      case SHUFFLE -> Collections.shuffle(arranged, Random.from(random));
      case ZONES -> arranged.sort(byZone(hosts));
    }
    arranged.sort(Comparator.comparing(host -> host.place().last()));
    return arranged;
  }

  private static Comparator<Placed> byZone(List<? extends Placed> hosts) {
    Map<String, Integer> zones = new HashMap<>();
    hosts.forEach(host -> host.place().zone().ifPresent(z -> zones.putIfAbsent(z, zones.size())));
    return Comparator.comparing(
        host -> host.place().zone().map(zones::get).orElse(Integer.MAX_VALUE));
  }

  /** Whether batches of this order hold hosts of one zone only. */
  boolean keepsZonesApart() {
    return this == ZONES;
  }

  /** The word for the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
