// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import dev.hosttrust.inventories.tree.Host;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.FirstFew;
import dev.hosttrust.words.Location;
import java.util.List;
import java.util.Set;

/**
 * The nodes of a cluster that an inventory was merged with: they alone are the hosts, whatever else
 * the inventory names. Its other hosts still answer in templates.
 *
 * @param names of the nodes
 */
record MergedNodes(Set<String> names) {

  private static final int NAMED = 3;

  MergedNodes {
    names = Set.copyOf(names);
  }

  List<Host> of(List<Host> hosts) {
    return hosts.stream().filter(host -> names.contains(host.name())).toList();
  }

  /** Warns of the hosts of the inventory that are no nodes; perhaps a name is not the node's. */
  void warnOfOthers(InventoryTree tree, Findings findings) {
    List<String> others =
        tree.hosts().keySet().stream().filter(host -> !names.contains(host)).toList();
    if (others.isEmpty()) {
      return;
    }
    findings.warning(
        Location.of("inventory"),
        "with --kube-nodes only nodes of the cluster are hosts, these are left out: "
            + FirstFew.of(others, NAMED));
  }
}
