// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The names of a run's hosts, and their places in the inventory. Immutable. */
final class HostNames {
  /** More names than these are counted instead of shown, unless verbose. */
  private static final int NAMES_SHOWN = 10;

  /** Names longer than this do not push the reasons to the right any further. */
  private static final int WIDEST_NAME = 32;

  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();
  private final boolean all;
  private final int width;

  /**
   * @param all whether every name is shown, however many they are
   */
  HostNames(List<String> names, boolean all) {
    this.names = names.stream().map(Printable::shortened).toList();
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

  /** Such as {@code node1, node2 and 290 more}; a part for each, for a name may be long. */
  List<Styled> list(List<Integer> places, Colour colour) {
    int shown = all ? places.size() : Math.min(NAMES_SHOWN, places.size());
    List<Styled> parts = new ArrayList<>();
    for (int place : places.subList(0, shown)) {
      parts.add(colour.on((parts.isEmpty() ? "" : ", ") + names.get(place)));
    }
    if (shown < places.size()) {
      parts.add(colour.on(" and " + (places.size() - shown) + " more"));
    }
    return parts;
  }
}
