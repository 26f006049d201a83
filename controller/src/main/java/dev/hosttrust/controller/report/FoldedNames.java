// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.inventories.nodeset.NameFolding;
import dev.hosttrust.inventories.nodeset.NodeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists of host names in few words, which {@code -l} reads. Immutable. */
public final class FoldedNames {
  /** More characters of a list are not shown, unless all are asked for. */
  private static final int ROOM = 200;

  private static final String BETWEEN = ", ";

  private final Function<NodeSet, String> words;
  private final boolean all;

  /**
   * @param words how names in one word are written
   * @param all whether every name is shown, however many they are
   */
  public FoldedNames(Function<NodeSet, String> words, boolean all) {
    this.words = words;
    this.all = all;
  }

  /**
   * Such as {@code node[001-290], db1 and 12 more}.
   *
   * @return parts that make the list when they are put together; several, for a name may be long
   */
  public List<String> of(List<String> names) {
    List<String> parts = new ArrayList<>();
    int room = ROOM;
    long shown = 0;
    for (NodeSet set : NameFolding.fold(names)) {
      Optional<NodeSet> fitting =
          all || (parts.isEmpty() && set.count() == 1) ? Optional.of(set) : set.beginning(room);
      if (fitting.isEmpty()) {
        break;
      }
      String word = words.apply(fitting.get());
      parts.add((parts.isEmpty() ? "" : BETWEEN) + word);
      room -= word.length() + BETWEEN.length();
      shown += fitting.get().count();
      if (fitting.get() != set) {
        break;
      }
    }
    if (shown < names.size()) {
      parts.add(" and " + (names.size() - shown) + " more");
    }
    return parts;
  }
}
