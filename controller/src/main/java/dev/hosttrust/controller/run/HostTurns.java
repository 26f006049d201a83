// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.inventories.connection.HostTurn;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of the selected hosts are served, and which of them come last, as their variables say. What
 * is out of the ordinary is in the warnings.
 */
final class HostTurns {
  private final FleetFindings findings;

  HostTurns(FleetFindings findings) {
    this.findings = findings;
  }

  /** A host that is served, and what its variables say about its turn. */
  record Turn(InventoryHost host, HostTurn says) {}

  /**
   * The hosts that are served, in their order, but those last that shall come last.
   *
   * @param selected those that this run takes
   * @param elsewhere selected hosts that other shards take
   */
  List<Turn> of(List<InventoryHost> selected, List<InventoryHost> elsewhere) {
    List<Turn> ordinary = new ArrayList<>();
    List<Turn> last = new ArrayList<>();
    for (InventoryHost host : selected) {
      HostTurn turn = findings.read(host.name(), () -> HostTurn.of(host)).orElse(HostTurn.ORDINARY);
      String notServed = turn.notServed();
      if (notServed != null) {
        findings.notServed(host.name(), notServed);
      } else if (turn.last()) {
        findings.warning(host.name(), "last in order (" + reason(turn) + ")");
        last.add(new Turn(host, turn));
      } else {
        ordinary.add(new Turn(host, turn));
      }
    }
    ordinary.addAll(last);
    if (ordinary.isEmpty() && !selected.isEmpty() && served(elsewhere).isEmpty()) {
      findings.warnings().forEach(findings.common()::problem);
      findings.common().problem("no host is left that can be served");
    }
    return ordinary;
  }

  /** Those of the hosts that are served; nothing is said of the others. */
  static List<InventoryHost> served(List<InventoryHost> hosts) {
    return hosts.stream().filter(HostTurns::isServed).toList();
  }

  private static boolean isServed(InventoryHost host) {
    try {
      return HostTurn.of(host).notServed() == null;
    } catch (ProblemsException e) {
      return true; // what is wrong with its variables is told by whoever reads them
    }
  }

  private static String reason(HostTurn turn) {
    return turn.reason() == null ? "hosttrust_order is last" : turn.reason();
  }
}
