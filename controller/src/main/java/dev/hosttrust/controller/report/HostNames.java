// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.inventories.nodeset.NodeSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The names of a run's hosts, and their places in the inventory. Immutable. */
final class HostNames {
  /** Names longer than this do not push the reasons to the right any further. */
  private static final int WIDEST_NAME = 32;

  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();
  private final FoldedNames folded;
  private final int width;

  /**
   * @param words how names in one word are written
   * @param all whether every name is shown, however many they are
   */
  HostNames(List<String> names, Function<NodeSet, String> words, boolean all) {
    this.names = names.stream().map(Printable::shortened).toList();
    this.folded = new FoldedNames(words, all);
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
    return folded.of(places.stream().map(names::get).toList()).stream().map(colour::on).toList();
  }
}
