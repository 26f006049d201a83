// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.inventories.nodeset.NameFolding;
import dev.hosttrust.inventories.nodeset.NodeSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The names of a run's hosts, and their places in the inventory. Immutable. */
final class HostNames {
  /** More characters of a list are not shown, unless verbose. */
  private static final int ROOM = 200;

  /** Names longer than this do not push the reasons to the right any further. */
  private static final int WIDEST_NAME = 32;

  private static final String BETWEEN = ", ";

  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();
  private final Function<NodeSet, String> words;
  private final boolean all;
  private final int width;

  /**
   * @param words how names in one word are written
   * @param all whether every name is shown, however many they are
   */
  HostNames(List<String> names, Function<NodeSet, String> words, boolean all) {
    this.names = names.stream().map(Printable::shortened).toList();
    this.words = words;
    this.all = all;
    names.forEach(name -> places.put(name, places.size()));
    int widest = this.names.stream().map(Printable::line).mapToInt(String::length).max().orElse(0);
    this.width = Math.min(WIDEST_NAME, widest);
  }

  int count() {
    return names.size();
  }

  /** Room for most names. */
  int width() {
    return width;
  }

  /** The host's place in the inventory, from 0. */
  int place(String host) {
    return Objects.requireNonNull(places.get(host), host);
  }

  String name(int place) {
    return names.get(place);
  }

  /**
   * Names in few words, which {@code -l} reads: {@code node[001-290], db1 and 12 more}; a part for
   * each, for a name may be long.
   */
  List<Styled> list(List<Integer> places, Colour colour) {
    List<Styled> parts = new ArrayList<>();
    int room = ROOM;
    long shown = 0;
    for (NodeSet set : NameFolding.fold(places.stream().map(names::get).toList())) {
      Optional<NodeSet> fitting =
          all || (parts.isEmpty() && set.count() == 1) ? Optional.of(set) : set.beginning(room);
      if (fitting.isEmpty()) {
        break;
      }
      String word = words.apply(fitting.get());
      parts.add(colour.on((parts.isEmpty() ? "" : BETWEEN) + word));
      room -= word.length() + BETWEEN.length();
      shown += fitting.get().count();
      if (fitting.get() != set) {
        break;
      }
    }
    if (shown < places.size()) {
      parts.add(colour.on(" and " + (places.size() - shown) + " more"));
    }
    return parts;
  }
}
