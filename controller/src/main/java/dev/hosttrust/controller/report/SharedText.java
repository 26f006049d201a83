// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Text about hosts that is kept once for all that have it in common. The order in which hosts are
 * added makes no difference, until the text is more than fits in memory.
 */
final class SharedText {
  /** The largest group first; of two of a size, the one whose first host comes first. */
  private static final Comparator<Group> ORDER =
      Comparator.<Group>comparingInt(group -> -group.hosts().size())
          .thenComparingInt(group -> group.hosts().getFirst());

  private final long mostCharacters;
  private final Map<Piece, Integer> numbers = new HashMap<>();
  private final List<Piece> pieces = new ArrayList<>();

  /** By the numbers of their pieces. */
  private final Map<BitSet, Members> members = new HashMap<>();

  private long characters;
  private int leftOut;

  /**
   * @param mostCharacters how much different text is kept; hosts whose text is not are counted
   */
  SharedText(long mostCharacters) {
    this.mostCharacters = mostCharacters;
  }

  /**
   * What some hosts have in common.
   *
   * @param hosts their places in the inventory, ascending; at least one
   */
  record Group(List<Integer> hosts, List<Piece> pieces) {}

  /** The hosts of a group while they come in; the first one's order of pieces is shown. */
  private static final class Members {
    private final BitSet hosts = new BitSet();
    private List<Integer> order = List.of();

    void add(int host, List<Integer> ofHost) {
      if (hosts.isEmpty() || host < hosts.nextSetBit(0)) {
        order = ofHost;
      }
      hosts.set(host);
    }
  }

  /**
   * Adds a host; to be called once for each.
   *
   * @param host the host's place in the inventory
   */
  void add(int host, List<Piece> ofHost) {
    BitSet key = new BitSet();
    List<Integer> order = new ArrayList<>();
    for (Piece piece : ofHost) {
      Integer number = numbers.get(piece);
      if (number == null) {
        long more = piece.lines().stream().mapToLong(String::length).sum();
        if (characters + more > mostCharacters) {
          leftOut++;
          return;
        }
        characters += more;
        number = pieces.size();
        numbers.put(piece, number);
        pieces.add(piece);
      }
      if (!key.get(number)) {
        key.set(number);
        order.add(number);
      }
    }
    members.computeIfAbsent(key, k -> new Members()).add(host, order);
  }

  /** All groups, the largest first. */
  List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (Members group : members.values()) {
      groups.add(
          new Group(
              group.hosts.stream().boxed().toList(),
              group.order.stream().map(pieces::get).toList()));
    }
    groups.sort(ORDER);
    return groups;
  }

  /** How many hosts there was no room for. */
  int leftOut() {
    return leftOut;
  }
}
