// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import java.nio.file.Path;
import java.util.List;

/**
 * The hosts that are run at once, and the directory with their inventory.
 *
 * @param number of the round, for the names of its files
 */
record Round(Path directory, int number, List<MatrixHost> hosts) {
  Round {
    hosts = List.copyOf(hosts);
  }

  List<MatrixHost> of(Way way) {
    return hosts.stream().filter(host -> host.way() == way).toList();
  }

  Path inventoryFile() {
    return directory.resolve("round-" + number + ".json");
  }
}
