// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Texts, each with the hosts that it is true of. For one thread. */
final class ByHosts {
  private static final Comparator<Group> ORDER =
      Comparator.<Group>comparingInt(group -> -group.hosts().size())
          .thenComparingInt(group -> group.hosts().getFirst());

  private final Map<String, BitSet> hosts = new TreeMap<>();

  /**
   * What is true of the same hosts.
   *
   * @param hosts their places in the inventory, ascending; at least one
   * @param texts sorted
   */
  record Group(List<Integer> hosts, List<String> texts) {}

  /**
   * @param host the host's place in the inventory
   */
  void add(int host, String text) {
    hosts.computeIfAbsent(text, t -> new BitSet()).set(host);
  }

  int count() {
    return hosts.size();
  }

  /** Those of the most hosts first. */
  List<Group> groups() {
    Map<BitSet, List<String>> texts = new HashMap<>();
    hosts.forEach((text, of) -> texts.computeIfAbsent(of, o -> new ArrayList<>()).add(text));
    List<Group> groups = new ArrayList<>();
    texts.forEach((of, all) -> groups.add(new Group(of.stream().boxed().toList(), all)));
    groups.sort(ORDER);
    return groups;
  }
}
