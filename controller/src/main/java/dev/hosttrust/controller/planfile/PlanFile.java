// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.planfile;

import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.controller.rollout.Shard;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a plan file says.
 *
 * @param inventories where the dry run had its hosts from, as {@code -i} takes it; empty where that
 *     cannot be read again
 * @param shard the part of the fleet that the dry run took; empty where it took all of it
 * @param hosts those that have a plan, by name, in the order of the inventory
 * @param unplanned why the others have none, by name
 */
public record PlanFile(
    List<String> inventories,
    Optional<Shard> shard,
    SequencedMap<String, PlannedHost> hosts,
    SequencedMap<String, String> unplanned) {
  public PlanFile {
    inventories = List.copyOf(inventories);
    hosts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(hosts));
    unplanned = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(unplanned));
  }

  /**
   * One host.
   *
   * @param wanted what it shall trust, and where
   * @param plan how it gets there
   */
  public record PlannedHost(Wanted wanted, ReviewedPlan plan) {}

  /** The plan of a host; empty if it has none. */
  public Optional<PlannedHost> host(String name) {
    return Optional.ofNullable(hosts.get(name));
  }
}
