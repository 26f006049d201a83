// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import dev.hosttrust.inventories.python.PythonRepr;
import dev.hosttrust.inventories.tree.Group;
import dev.hosttrust.inventories.tree.Host;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.values.SecretNames;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tree of groups that {@code ansible-inventory --graph} prints, with {@code --vars} or without.
 *
 * <p>Source of the rules: {@code inventory_graph} in {@code ansible/cli/inventory.py}.
 */
public final class InventoryGraph {

  private final Inventory inventory;
  private final Map<String, InventoryHost> hosts;
  private final boolean variables;
  private final boolean masked;
  private final List<String> lines = new ArrayList<>();

  private InventoryGraph(
      Inventory inventory, List<InventoryHost> hosts, boolean variables, boolean masked) {
    this.inventory = inventory;
    this.hosts = hosts.stream().collect(Collectors.toMap(InventoryHost::name, host -> host));
    this.variables = variables;
    this.masked = masked;
  }

  /**
   * Draws a group and all below it, without a final newline.
   *
   * @param hosts those to show, as they shall be shown
   * @param group such as {@code all}
   * @param variables whether to show those of hosts and groups
   * @param masked whether to hide passwords, as {@link SecretNames#masked} does
   * @throws ProblemsException if there is no such group
   */
  public static String draw(
      Inventory inventory,
      List<InventoryHost> hosts,
      String group,
      boolean variables,
      boolean masked) {
    Group start = inventory.tree().groups().get(group);
    if (start == null) {
      throw ProblemsException.at(Location.of("pattern"), "there is no group named " + group);
    }
    var graph = new InventoryGraph(inventory, hosts, variables, masked);
    graph.group(start, 0);
    return String.join("\n", graph.lines);
  }

  private void group(Group group, int depth) {
    line("@" + group.name() + ":", depth);
    for (Group child : group.children()) {
      group(child, depth + 1);
    }
    if (!group.name().equals(InventoryTree.ALL)) {
      for (Host member : group.hosts()) {
        InventoryHost host = hosts.get(member.name());
        if (host != null) {
          line(host.name(), depth + 1);
          variables(host.variables().asMap(), depth + 2);
        }
      }
    }
    variables(inventory.variables(group).asMap(), depth + 1);
  }

  private void variables(Map<String, @Nullable Object> values, int depth) {
    if (variables) {
      Map<String, @Nullable Object> shown = new TreeMap<>(values);
      shown.keySet().removeAll(InternalVariables.NAMES);
      if (masked) {
        shown.replaceAll(SecretNames::masked);
      }
      shown.forEach(
          (name, value) -> line("{" + name + " = " + PythonRepr.string(value) + "}", depth));
    }
  }

  private void line(String text, int depth) {
    lines.add(depth == 0 ? text : "  |".repeat(depth) + "--" + text);
  }
}
