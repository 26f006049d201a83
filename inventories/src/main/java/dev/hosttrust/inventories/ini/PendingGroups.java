// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.ini;

import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.tree.TreeException;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups that were mentioned before they were declared. A {@code :children} section may name groups
 * that come later; a {@code :vars} section does not declare its group.
 */
final class PendingGroups {

  /** A group's variables: {@code parents} is empty. Its membership: the groups it shall be in. */
  private record Mention(Location location, List<String> parents) {}

  private final InventoryTree tree;
  private final Findings findings;
  private final Map<String, Mention> mentions = new LinkedHashMap<>();

  PendingGroups(InventoryTree tree, Findings findings) {
    this.tree = tree;
    this.findings = findings;
  }

  void variablesOf(String group, Location location) {
    mentions.putIfAbsent(group, new Mention(location, new ArrayList<>()));
  }

  void childOf(String parent, String group, Location location) {
    mentions
        .computeIfAbsent(group, g -> new Mention(location, new ArrayList<>()))
        .parents
        .add(parent);
  }

  /** The group has its own section now. */
  void declared(String group) throws TreeException {
    Mention mention = mentions.remove(group);
    if (mention == null) {
      return;
    }
    for (String parent : mention.parents) {
      addChild(parent, group, mention.location);
      Mention above = mentions.get(parent);
      if (above != null && !above.parents.isEmpty()) {
        declared(parent);
      }
    }
  }

  private void addChild(String parent, String group, Location location) {
    try {
      tree.addChild(parent, group);
    } catch (TreeException e) {
      findings.problem(location, e.getMessage());
    }
  }

  void noteUnresolved() {
    mentions.forEach(
        (group, mention) ->
            findings.problem(
                mention.location,
                mention.parents.isEmpty()
                    ? "[%1$s:vars] is for a group that is declared nowhere; add a section [%1$s]"
                        .formatted(group)
                    : "group %s has the child %s, which is declared nowhere; add a section [%s]"
                        .formatted(mention.parents.getLast(), group, group)));
  }
}
