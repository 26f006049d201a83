// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.tree.TreeException;
import dev.hosttrust.inventories.values.Variable;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Puts nodes into a tree, as hosts with groups and variables. */
final class NodeTree {

  /** A DNS subdomain, which the API demands of a node's name; the case is left to others. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  private final NodeRules rules;
  private final Location at;
  private final InventoryTree tree;
  private final Findings findings;

  /**
   * @param at where the nodes come from, for messages
   */
  NodeTree(NodeRules rules, Location at, InventoryTree tree, Findings findings) {
    this.rules = rules;
    this.at = at;
    this.tree = tree;
    this.findings = findings;
  }

  void add(List<Node> nodes) {
    try {
      addGroup();
      for (Node node : nodes) {
        add(node);
      }
    } catch (TreeException e) {
      findings.problem(at, e.getMessage());
    }
  }

  /**
   * Other groups come later, so that theirs win over the variables of this one, which are for all.
   */
  private void addGroup() throws TreeException {
    tree.addGroup(rules.group(), at);
    for (String group : NodeGroups.ALWAYS) {
      tree.addGroup(group, at);
    }
    for (Map.Entry<String, Variable> variable : rules.variables().entrySet()) {
      tree.set(rules.group(), variable.getKey(), variable.getValue());
    }
    if (!rules.variables().isEmpty()) {
      tree.set(rules.group(), "ansible_group_priority", new Variable(0L, at));
    }
  }

  private void add(Node node) throws TreeException {
    if (!NAME.matcher(node.name()).matches()) {
      findings.problem(
          at, "'%s' is no name of a node; use what kubectl prints".formatted(node.name()));
      return;
    }
    tree.addHost(node.name(), rules.group(), null, at);
    for (String group : NodeGroups.of(node, rules.poolLabels())) {
      tree.addGroup(group, at);
      tree.addHost(node.name(), group, null, at);
    }
    for (Map.Entry<String, String> variable : rules.variables(node).entrySet()) {
      tree.set(node.name(), variable.getKey(), new Variable(variable.getValue(), at));
    }
  }
}
