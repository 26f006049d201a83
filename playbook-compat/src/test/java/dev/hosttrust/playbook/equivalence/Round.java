package dev.hosttrust.playbook.equivalence;

import java.nio.file.Path;
import java.util.List;

/**
 * The hosts that are run at once, and the directory with their inventory.
 *
 * @param name of the round, for the files of its output
 */
record Round(Path directory, String name, List<MatrixHost> hosts) {
  Round {
    hosts = List.copyOf(hosts);
  }

  List<MatrixHost> of(Way way) {
    return hosts.stream().filter(host -> host.way() == way).toList();
  }

  String inventory() {
    return name + ".json";
  }
}
