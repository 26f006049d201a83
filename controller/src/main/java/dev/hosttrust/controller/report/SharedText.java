// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pieces of text that several hosts have in common. Each is kept once, and pieces of the same hosts
 * are shown together. The order in which hosts are added makes no difference.
 */
final class SharedText {
  /** The largest group first; of two of a size, the one whose first host comes first. */
  private static final Comparator<Group> ORDER =
      Comparator.<Group>comparingInt(group -> -group.hosts().size())
          .thenComparingInt(group -> group.hosts().getFirst());

  private final Map<List<String>, List<String>> pieces = new HashMap<>();
  private final SortedMap<Integer, List<List<String>>> piecesByHost = new TreeMap<>();

  /**
   * What some hosts have in common.
   *
   * @param hosts their places in the inventory, ascending; at least one
   */
  record Group(List<Integer> hosts, List<String> lines) {}

  /**
   * @param host the host's place in the inventory
   * @param piece lines that belong together; equal ones are the same piece
   */
  void add(int host, List<String> piece) {
    List<List<String>> ofHost = piecesByHost.computeIfAbsent(host, h -> new ArrayList<>());
    List<String> kept = pieces.computeIfAbsent(piece, p -> p);
    if (!ofHost.contains(kept)) {
      ofHost.add(kept);
    }
  }

  /** All groups, the largest first. */
  List<Group> groups() {
    SequencedMap<List<String>, List<Integer>> hostsByPiece = new LinkedHashMap<>();
    piecesByHost.forEach(
        (host, ofHost) ->
            ofHost.forEach(
                piece -> hostsByPiece.computeIfAbsent(piece, p -> new ArrayList<>()).add(host)));
    SequencedMap<List<Integer>, List<String>> linesByHosts = new LinkedHashMap<>();
    hostsByPiece.forEach(
        (piece, hosts) ->
            linesByHosts.computeIfAbsent(hosts, h -> new ArrayList<>()).addAll(piece));
    return linesByHosts.entrySet().stream()
        .map(entry -> new Group(entry.getKey(), entry.getValue()))
        .sorted(ORDER)
        .toList();
  }
}
