// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.patterns;

import dev.hosttrust.inventories.nodeset.NodeSet;
import dev.hosttrust.inventories.python.PythonRegex;
import dev.hosttrust.inventories.tree.Group;
import dev.hosttrust.inventories.tree.Host;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A pattern without separators: a name, a glob or a {@code ~regex}, with a subscript or without. Or
 * names in one word, such as {@code node[001-412]}, where that is no pattern of Ansible that
 * matches a host.
 */
final class SinglePattern {
  /** Numbers in brackets with a comma, as no pattern of Ansible has them. */
  private static final Pattern LIST = Pattern.compile("\\[[0-9-]*,[0-9,-]*]");

  private final InventoryTree tree;
  private final Findings findings;
  private @Nullable Host implicit;

  /**
   * @param findings takes a warning for names that there are not, and for a pattern that may be
   *     meant in another way
   */
  SinglePattern(InventoryTree tree, Findings findings) {
    this.tree = tree;
    this.findings = findings;
  }

  /** The hosts of matching groups and matching hosts; a host may come twice. */
  List<Host> match(String pattern) {
    if (pattern.isEmpty()) {
      throw ProblemsException.at(Location.of("pattern"), "there is no name after & or !");
    }
    Optional<NodeSet> names = NodeSet.parse(pattern);
    // With a comma it is none of Ansible's, which would have cut it in two there.
    if (names.isPresent() && pattern.indexOf(',') >= 0) {
      return named(names.get(), pattern);
    }
    if (names.isEmpty() && LIST.matcher(pattern).find()) {
      throw noNumbers(pattern);
    }
    List<Host> hosts = matchAsAnsible(pattern);
    if (names.isEmpty()) {
      return hosts;
    }
    if (hosts.isEmpty()) {
      return named(names.get(), pattern);
    }
    warnOfOtherReading(names.get(), pattern, hosts);
    return hosts;
  }

  private static ProblemsException noNumbers(String pattern) {
    return ProblemsException.at(
        Location.of("pattern"),
        "'%s' has something else than numbers and ranges from low to high in its brackets; write it like node[1-3,7]"
            .formatted(pattern));
  }

  /** The hosts of these names that there are. */
  private List<Host> named(NodeSet names, String pattern) {
    List<Host> hosts = hosts(names);
    if (!hosts.isEmpty() && hosts.size() < names.count()) {
      findings.warning(
          "'%s' names %d hosts, and the inventory has %d of them"
              .formatted(pattern, names.count(), hosts.size()));
    }
    return hosts;
  }

  private List<Host> hosts(NodeSet names) {
    return tree.hosts().values().stream().filter(host -> names.contains(host.name())).toList();
  }

  private void warnOfOtherReading(NodeSet names, String pattern, List<Host> hosts) {
    if (!Set.copyOf(hosts).containsAll(hosts(names))) {
      findings.warning(
          "'%s' is read as Ansible reads it, and selects %s; for the hosts of these numbers write '%s'"
              .formatted(
                  pattern,
                  hosts.size() == 1 ? "1 host" : hosts.size() + " hosts",
                  names.withComma()));
    }
  }

  /** Whether Ansible reads a word for names as a pattern that selects other hosts. */
  boolean isOtherToAnsible(NodeSet names) {
    String word = names.toString();
    if (names.count() == 1 || word.indexOf(',') >= 0) {
      return false;
    }
    try {
      List<Host> hosts = matchAsAnsible(word);
      return !hosts.isEmpty() && !Set.copyOf(hosts).equals(Set.copyOf(hosts(names)));
    } catch (ProblemsException e) {
      return true;
    }
  }

  private List<Host> matchAsAnsible(String pattern) {
    Subscript subscript = Subscript.split(pattern);
    return subscript.apply(enumerate(subscript.expression()), pattern);
  }

  private List<Host> enumerate(String expression) {
    Pattern regex = compile(expression);
    List<Host> hosts = new ArrayList<>();
    boolean groupMatched = false;
    for (Group group : tree.groups().values()) {
      if (regex.matcher(group.name()).lookingAt()) {
        groupMatched = true;
        hosts.addAll(group.allHosts());
      }
    }
    if (!groupMatched || isWild(expression)) {
      for (Host host : tree.hosts().values()) {
        if (regex.matcher(host.name()).lookingAt()) {
          hosts.add(host);
        }
      }
    }
    if (hosts.isEmpty() && InventoryTree.LOCALHOST.contains(expression)) {
      hosts.add(localhost(expression));
    }
    return hosts;
  }

  /** The same one for all names of this machine. */
  private Host localhost(String name) {
    Host host = implicit;
    if (host == null) {
      host = tree.findHost(name).orElseThrow();
      implicit = host;
    }
    return host;
  }

  /** Ansible looks for hosts too, not only for groups, where it sees one of these characters. */
  private static boolean isWild(String expression) {
    return expression.startsWith("~") || expression.chars().anyMatch(c -> ".?*[".indexOf(c) >= 0);
  }

  private static Pattern compile(String expression) {
    try {
      return expression.startsWith("~")
          ? PythonRegex.compile(expression.substring(1))
          : PythonRegex.glob(expression);
    } catch (PatternSyntaxException e) {
      throw ProblemsException.at(
          Location.of("pattern"),
          "'%s' is no regular expression: %s"
              .formatted(expression.substring(1), e.getDescription()));
    }
  }
}
