// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.tree;

import dev.hosttrust.inventories.values.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A group of hosts and of other groups.
 *
 * <p>Source of the rules: {@code ansible/inventory/group.py}. Where Ansible walks a set in the
 * order of memory addresses, and so differs from run to run, this one keeps the order of
 * declaration.
 */
public final class Group {

  /** Far deeper than any inventory, and safe for the stack where the tree is drawn. */
  private static final int MAX_DEPTH = 200;

  private final String name;
  private final SequencedSet<Host> hosts = new LinkedHashSet<>();
  private final List<Group> children = new ArrayList<>();
  private final List<Group> parents = new ArrayList<>();
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private int depth;
  private long priority = 1;
  private @Nullable List<Host> allHosts;

  Group(String name) {
    this.name = name;
  }

  /** The name as it was declared. */
  public String name() {
    return name;
  }

  /** The longest way down from {@code all}; deeper groups win over others. */
  public int depth() {
    return depth;
  }

  /** What {@code ansible_group_priority} says; decides among groups of one depth. */
  public long priority() {
    return priority;
  }

  /** The hosts that were declared in this very group. */
  public SequencedSet<Host> hosts() {
    return Collections.unmodifiableSequencedSet(hosts);
  }

  /** The groups declared as children. */
  public List<Group> children() {
    return Collections.unmodifiableList(children);
  }

  /** The group's own variables. */
  public Map<String, Variable> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** Every group that this one is in, directly or not. */
  public Set<Group> ancestors() {
    return walk(g -> g.parents);
  }

  /** The group's own hosts, then those of its children, level by level. */
  public List<Host> allHosts() {
    List<Host> result = allHosts;
    if (result == null) {
      Set<Host> found = new LinkedHashSet<>(hosts);
      walk(g -> g.children).forEach(kid -> found.addAll(kid.hosts));
      result = List.copyOf(found);
      allHosts = result;
    }
    return result;
  }

  private Set<Group> walk(Function<Group, List<Group>> relation) {
    Set<Group> seen = new LinkedHashSet<>();
    List<Group> level = relation.apply(this);
    while (!level.isEmpty()) {
      List<Group> next = new ArrayList<>();
      for (Group group : level) {
        if (seen.add(group)) {
          next.addAll(relation.apply(group));
        }
      }
      level = next;
    }
    return seen;
  }

  void addHost(Host host) {
    if (hosts.add(host)) {
      host.join(this);
      forgetAllHosts();
    }
  }

  void removeHost(Host host) {
    if (hosts.remove(host)) {
      host.leave(this);
      forgetAllHosts();
    }
  }

  void addChild(Group child) throws TreeException {
    if (child == this) {
      throw new TreeException("group " + name + " cannot be its own child; remove that entry");
    }
    if (children.contains(child)) {
      return;
    }
    Set<Group> ancestors = ancestors();
    if (ancestors.contains(child)) {
      throw new TreeException(
          "group %s cannot be a child of %s: %s is already below %s, which would be a loop"
              .formatted(child.name, name, name, child.name));
    }
    children.add(child);
    child.sink(depth + 1);
    child.parents.add(this);
    ancestors.add(this);
    for (Host host : child.allHosts()) {
      ancestors.forEach(host::joinOnly);
    }
    forgetAllHosts();
  }

  /** Goes down to a level, if it is not below it, and takes its children down with it. */
  private void sink(int least) throws TreeException {
    int level = least;
    Set<Group> groups = Set.of(this);
    while (!groups.isEmpty()) {
      Set<Group> next = new LinkedHashSet<>();
      for (Group group : groups) {
        if (level > MAX_DEPTH) {
          throw new TreeException(
              "group %s is nested more than %d groups deep".formatted(group.name, MAX_DEPTH));
        }
        if (group.depth < level) {
          group.depth = level;
          next.addAll(group.children);
        }
      }
      groups = next;
      level++;
    }
  }

  private void forgetAllHosts() {
    allHosts = null;
    ancestors().forEach(group -> group.allHosts = null);
  }

  void set(String variable, Variable value) throws TreeException {
    if (variable.equals("ansible_group_priority")) {
      priority = Priority.of(value);
    } else {
      variables.put(variable, value);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
