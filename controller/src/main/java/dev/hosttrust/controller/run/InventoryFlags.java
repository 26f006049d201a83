// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.inventories.kubernetes.NodeSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts the command line selects.
 *
 * @param inventories {@code -i}: files, directories, scripts or lists of hosts
 * @param nodes {@code --kube-nodes}: the nodes of a cluster; null for the hosts of the inventories
 * @param limit {@code -l}: a pattern; null for all hosts
 * @param extraVars {@code -e}: variables that win over those of the inventory
 */
public record InventoryFlags(
    List<String> inventories,
    @Nullable NodeSource nodes,
    @Nullable String limit,
    List<String> extraVars) {

  public InventoryFlags {
    inventories = List.copyOf(inventories);
    extraVars = List.copyOf(extraVars);
  }

  /** Whether neither an inventory nor a cluster is named. */
  boolean nameNoSource() {
    return inventories.isEmpty() && nodes == null;
  }
}
