package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Pieces of text that several hosts have in common. Each is kept once, and pieces of the same hosts
 * are shown together.
 */
final class Groups {
  private final SequencedMap<List<String>, List<Integer>> hostsByPiece = new LinkedHashMap<>();

  /**
   * @param host the host's place in the inventory
   * @param piece lines that belong together
   */
  void add(int host, List<String> piece) {
    hostsByPiece.computeIfAbsent(piece, p -> new ArrayList<>()).add(host);
  }

  /** Hosts, in the order of the inventory, to the lines that they have in common. */
  SequencedMap<List<Integer>, List<String>> linesByHosts() {
    SequencedMap<List<Integer>, List<String>> lines = new LinkedHashMap<>();
    hostsByPiece.forEach(
        (piece, hosts) ->
            lines
                .computeIfAbsent(hosts.stream().sorted().toList(), h -> new ArrayList<>())
                .addAll(piece));
    return lines;
  }
}
