// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.tree;

import dev.hosttrust.inventories.values.Variable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A host with its own variables and every group it is in, directly or not.
 *
 * <p>Source of the rules: {@code ansible/inventory/host.py}.
 */
public final class Host {

  private final String name;
  private final boolean implicit;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Set<Group> groups = new LinkedHashSet<>();

  Host(String name, boolean implicit) {
    this.name = name;
    this.implicit = implicit;
  }

  /** The name as the inventory writes it, {@code inventory_hostname}. */
  public String name() {
    return name;
  }

  /** Whether this is {@code localhost} that no inventory mentions. */
  public boolean implicit() {
    return implicit;
  }

  /** The host's own variables. */
  public Map<String, Variable> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** Every group that the host is in, directly or not. */
  public Set<Group> groups() {
    return Collections.unmodifiableSet(groups);
  }

  void set(String variable, Variable value) {
    variables.put(variable, value);
  }

  /** Enters a group and with it all groups above. */
  void join(Group group) {
    groups.addAll(group.ancestors());
    groups.add(group);
  }

  void joinOnly(Group group) {
    groups.add(group);
  }

  /** Leaves a group, and those above that no other group of the host is in, except {@code all}. */
  void leave(Group group) {
    if (!groups.remove(group)) {
      return;
    }
    for (Group ancestor : group.ancestors()) {
      if (!ancestor.name().equals(InventoryTree.ALL)
          && List.copyOf(groups).stream().noneMatch(g -> g.ancestors().contains(ancestor))) {
        leave(ancestor);
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
