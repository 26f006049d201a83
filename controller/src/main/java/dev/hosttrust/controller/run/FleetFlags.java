// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.rollout.HostOrder;
import java.util.List;

/**
 * Which hosts shall trust what, how they are reached, and how the run goes.
 *
 * @param trust what the hosts shall trust
 * @param inventory which hosts
 * @param vault what opens vaulted values
 * @param connection how to log in
 * @param become how to become root
 * @param batches how the run goes through the fleet
 * @param restart which daemons may be restarted
 * @param run how the run goes otherwise
 * @param watch how it can be watched
 * @param report which files report it
 */
public record FleetFlags(
    TrustFlags trust,
    InventoryFlags inventory,
    VaultFlags vault,
    ConnectionFlags connection,
    BecomeFlags become,
    BatchFlags batches,
    RestartFlags restart,
    RunFlags run,
    WatchFlags watch,
    ReportFlags report) {

  /** Of a run that only looks at the hosts, in one batch. */
  public static FleetFlags looking(
      InventoryFlags inventory,
      VaultFlags vault,
      ConnectionFlags connection,
      BecomeFlags become,
      RunFlags run) {
    return new FleetFlags(
        new TrustFlags(null, null, List.of(), List.of(), null, null, null, false, null),
        inventory,
        vault,
        connection,
        become,
        new BatchFlags(null, null, null, HostOrder.INVENTORY, null, null, false),
        new RestartFlags(List.of(), false),
        run,
        new WatchFlags(null),
        new ReportFlags(List.of()));
  }
}
