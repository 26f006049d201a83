// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import dev.hosttrust.inventories.tree.Group;
import dev.hosttrust.inventories.tree.Host;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.values.SecretNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that {@code ansible-inventory --list} prints: groups with their hosts and children, and
 * the variables of every host under {@code _meta}.
 *
 * <p>Source of the rules: {@code json_inventory} in {@code ansible/cli/inventory.py}.
 */
public final class InventoryJson {

  private InventoryJson() {}

  /**
   * All groups and some or all hosts, keys sorted, indented by four blanks, without a final
   * newline.
   *
   * @param hosts those to show, as they shall be shown
   * @param masked whether to hide passwords, as {@link SecretNames#masked} does
   */
  public static String list(Inventory inventory, List<InventoryHost> hosts, boolean masked) {
    var names = hosts.stream().map(InventoryHost::name).collect(Collectors.toSet());
    Map<String, Object> json = new TreeMap<>();
    addGroup(inventory.tree().all(), names, json, new HashSet<>());
    Map<String, Object> hostvars = new TreeMap<>();
    for (InventoryHost host : hosts) {
      Map<String, @Nullable Object> variables = variables(host, masked);
      if (!variables.isEmpty()) {
        hostvars.put(host.name(), variables);
      }
    }
    json.put("_meta", Map.of("hostvars", hostvars));
    return JsonWriter.write(json);
  }

  /**
   * The variables of one host.
   *
   * @param masked whether to hide passwords, as {@link SecretNames#masked} does
   */
  public static String host(InventoryHost host, boolean masked) {
    return JsonWriter.write(variables(host, masked));
  }

  private static Map<String, @Nullable Object> variables(InventoryHost host, boolean masked) {
    Map<String, @Nullable Object> variables = new TreeMap<>(host.variables().asMap());
    variables.keySet().removeAll(InternalVariables.NAMES);
    if (masked) {
      variables.replaceAll(SecretNames::masked);
    }
    return variables;
  }

  private static void addGroup(
      Group group, Set<String> names, Map<String, Object> json, Set<Group> seen) {
    Map<String, Object> content = new TreeMap<>();
    List<String> hosts = group.hosts().stream().map(Host::name).filter(names::contains).toList();
    if (!group.name().equals(InventoryTree.ALL) && !hosts.isEmpty()) {
      content.put("hosts", hosts);
    }
    List<String> children = new ArrayList<>();
    for (Group child : group.children()) {
      children.add(child.name());
      if (seen.add(child)) {
        addGroup(child, names, json, seen);
      }
    }
    if (!children.isEmpty()) {
      content.put("children", children);
    }
    if (!content.isEmpty()) {
      json.put(group.name(), content);
    }
  }
}
