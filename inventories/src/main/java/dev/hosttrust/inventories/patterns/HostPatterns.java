// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.patterns;

import dev.hosttrust.inventories.nodeset.NodeSet;
import dev.hosttrust.inventories.sources.Paths;
import dev.hosttrust.inventories.tree.Host;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.NearestNames;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Selects hosts by pattern: plain names first, then intersections ({@code &}), then exclusions
 * ({@code !}).
 *
 * <p>Source of the rules: {@code ansible/inventory/manager.py}. Two differences: {@code -l
 * localhost} reaches the localhost that no inventory mentions, as {@code hosts: localhost} in a
 * playbook would; and names in one word, {@code node[001-412]}, are understood where Ansible would
 * find no host.
 */
public final class HostPatterns {

  /** As an inventory file has it; in a pattern it takes some of the hosts that match. */
  private static final Pattern RANGE_OF_NAMES = Pattern.compile("\\[(\\d+):(\\d+)]");

  private final InventoryTree tree;
  private final Paths paths;
  private final Findings findings;
  private final SinglePattern single;

  /**
   * @param findings takes a warning for each pattern of several that matches nothing
   */
  public HostPatterns(InventoryTree tree, Paths paths, Findings findings) {
    this.tree = tree;
    this.paths = paths;
    this.findings = findings;
    this.single = new SinglePattern(tree, findings);
  }

  /**
   * The hosts that a list of patterns selects, in the order of the inventory.
   *
   * @throws ProblemsException if there are none
   */
  public List<Host> select(String list) {
    Set<Host> wanted = evaluate(PatternList.parse(list, paths));
    List<Host> selected = new ArrayList<>();
    for (Host host : tree.all().allHosts()) {
      if (wanted.contains(host)) {
        selected.add(host);
      }
    }
    wanted.stream().filter(Host::implicit).forEach(selected::add);
    if (selected.isEmpty()) {
      throw ProblemsException.at(
          Location.of("pattern"), "'" + list + "' matches no host" + hint(list));
    }
    return selected;
  }

  /**
   * A word that selects the hosts of these names. Where Ansible has a meaning of its own for {@code
   * node[1-3]} in this inventory, it is {@code node[1-2,3]}.
   */
  public String word(NodeSet names) {
    return single.isOtherToAnsible(names) ? names.withComma() : names.toString();
  }

  private Set<Host> evaluate(PatternList patterns) {
    Set<Host> hosts = new LinkedHashSet<>();
    for (String pattern : patterns.regular()) {
      Host plain = tree.hosts().get(pattern);
      hosts.addAll(plain == null ? match(pattern) : List.of(plain));
    }
    for (String pattern : patterns.intersections()) {
      hosts.retainAll(match(pattern));
    }
    for (String pattern : patterns.exclusions()) {
      match(pattern).forEach(hosts::remove);
    }
    return hosts;
  }

  private List<Host> match(String pattern) {
    List<Host> hosts = single.match(pattern);
    if (hosts.isEmpty() && !tree.groups().containsKey(pattern)) {
      findings.warning("'" + pattern + "' matches no host" + hint(pattern));
    }
    return hosts;
  }

  private String hint(String pattern) {
    String counted = RANGE_OF_NAMES.matcher(pattern).replaceAll("[$1-$2]");
    if (!counted.equals(pattern) && !single.match(counted).isEmpty()) {
      return "; did you mean " + counted + "?";
    }
    List<String> names = new ArrayList<>(tree.groups().keySet());
    names.addAll(tree.hosts().keySet());
    List<String> nearest = NearestNames.of(pattern, names);
    return nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?";
  }
}
