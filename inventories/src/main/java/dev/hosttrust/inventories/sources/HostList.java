// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.sources;

import dev.hosttrust.inventories.hostnames.HostAddress;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.tree.Source;
import dev.hosttrust.inventories.tree.TreeException;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;

/**
 * Hosts between commas, {@code -i node1,node2:2222}. Ranges are not expanded here.
 *
 * <p>Source of the rules: {@code ansible/plugins/inventory/host_list.py}.
 */
final class HostList {

  private static final Location HERE = Location.of("host list");

  private HostList() {}

  static void read(String list, InventoryTree tree, Findings findings) {
    tree.reading(new Source(list, null));
    for (String entry : list.split(",")) {
      String name = entry.strip();
      if (!name.isEmpty()) {
        add(name, tree, findings);
      }
    }
    tree.reading(Source.NONE);
  }

  private static void add(String name, InventoryTree tree, Findings findings) {
    HostAddress address =
        HostAddress.parse(name)
            .filter(parsed -> parsed.host().indexOf('[') < 0)
            .orElse(new HostAddress(name, null));
    try {
      if (!tree.hosts().containsKey(address.host())) {
        tree.addHost(address.host(), InventoryTree.UNGROUPED, address.port(), HERE);
      }
    } catch (TreeException e) {
      findings.problem(HERE, e.getMessage());
    }
  }
}
