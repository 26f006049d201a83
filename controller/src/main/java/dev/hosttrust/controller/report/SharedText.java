// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

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
  private final Map<Piece, Piece> pieces = new HashMap<>();
  private final Map<SequencedSet<Piece>, Members> members = new HashMap<>();
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
    private SequencedSet<Piece> pieces = new LinkedHashSet<>();

    void add(int host, SequencedSet<Piece> ofHost) {
      if (hosts.isEmpty() || host < hosts.nextSetBit(0)) {
        pieces = ofHost;
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
    long more = ofHost.stream().filter(p -> !pieces.containsKey(p)).mapToLong(this::size).sum();
    if (characters + more > mostCharacters) {
      leftOut++;
      return;
    }
    characters += more;
    SequencedSet<Piece> kept = new LinkedHashSet<>();
    ofHost.forEach(piece -> kept.add(pieces.computeIfAbsent(piece, p -> p)));
    members.computeIfAbsent(kept, k -> new Members()).add(host, kept);
  }

  private long size(Piece piece) {
    return piece.lines().stream().mapToLong(String::length).sum();
  }

  /** All groups, the largest first. */
  List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (Members group : members.values()) {
      groups.add(new Group(group.hosts.stream().boxed().toList(), List.copyOf(group.pieces)));
    }
    groups.sort(ORDER);
    return groups;
  }

  /** How many hosts there was no room for. */
  int leftOut() {
    return leftOut;
  }
}
