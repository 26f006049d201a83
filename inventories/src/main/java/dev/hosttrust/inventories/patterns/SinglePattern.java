// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.patterns;

import dev.hosttrust.inventories.python.PythonRegex;
import dev.hosttrust.inventories.tree.Group;
import dev.hosttrust.inventories.tree.Host;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A pattern without separators: a name, a glob or a {@code ~regex}, with a subscript or without.
 */
final class SinglePattern {

  private final InventoryTree tree;
  private @Nullable Host implicit;

  SinglePattern(InventoryTree tree) {
    this.tree = tree;
  }

  /** The hosts of matching groups and matching hosts; a host may come twice. */
  List<Host> match(String pattern) {
    if (pattern.isEmpty()) {
      throw ProblemsException.at(Location.of("pattern"), "there is no name after & or !");
    }
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
