// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.script;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Datum.Entry;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.documents.Datum.Sequence;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.tree.TreeException;
import dev.hosttrust.inventories.values.Variable;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an inventory script answers to {@code --list} into a tree: groups at the top, and the
 * variables of hosts under {@code _meta.hostvars}.
 *
 * <p>Source of the rules: {@code ansible/plugins/inventory/script.py}.
 */
public final class ScriptReader {

  private static final String META = "_meta";

  private final InventoryTree tree;
  private final Findings findings;
  private final Map<String, Location> hosts = new LinkedHashMap<>();

  private ScriptReader(InventoryTree tree, Findings findings) {
    this.tree = tree;
    this.findings = findings;
  }

  /**
   * Reads a whole answer.
   *
   * @param askHost gives the variables of a host where the answer has no {@code _meta}
   */
  public static void read(
      Datum answer, Function<String, Datum> askHost, InventoryTree tree, Findings findings) {
    if (!(answer instanceof Mapping groups)) {
      findings.problem(
          answer.location(), "an inventory in JSON is a dictionary, not " + answer.kind());
      return;
    }
    var reader = new ScriptReader(tree, findings);
    groups.entries().stream().filter(entry -> !META.equals(entry.key())).forEach(reader::group);
    Datum meta = groups.find(META);
    Datum hostvars = meta instanceof Mapping mapping ? mapping.find("hostvars") : null;
    reader.hosts.forEach(
        (host, at) -> reader.variables(host, at, of(host, hostvars, askHost, findings)));
  }

  private static @Nullable Datum of(
      String host, @Nullable Datum hostvars, Function<String, Datum> askHost, Findings findings) {
    if (hostvars instanceof Mapping mapping) {
      return mapping.find(host);
    }
    if (hostvars != null) {
      findings.problem(
          hostvars.location(), "_meta.hostvars is a dictionary, not " + hostvars.kind());
      return null;
    }
    try {
      return askHost.apply(host);
    } catch (ProblemsException e) {
      findings.addAll(e);
      return null;
    }
  }

  private void group(Entry entry) {
    String name = entry.name();
    try {
      tree.addGroup(name, entry.keyLocation());
      if (!(entry.value() instanceof Mapping content)) {
        hosts(name, entry.value());
      } else if (isHost(content)) {
        addHost(name, name, entry.keyLocation());
        set(name, content);
      } else {
        content(name, content);
      }
    } catch (TreeException e) {
      findings.problem(entry.keyLocation(), e.getMessage());
    }
  }

  /** A dictionary without the usual keys holds the variables of a host with the group's name. */
  private static boolean isHost(Mapping content) {
    return content.find("hosts") == null
        && content.find("vars") == null
        && content.find("children") == null;
  }

  private void content(String group, Mapping content) throws TreeException {
    Datum hostList = content.find("hosts");
    if (hostList != null) {
      hosts(group, hostList);
    }
    Datum variables = content.find("vars");
    if (variables != null) {
      set(group, variables);
    }
    Datum children = content.find("children");
    if (children != null) {
      children(group, children);
    }
  }

  private void hosts(String group, Datum list) throws TreeException {
    if (!(list instanceof Sequence(var items, var at, var plain))) {
      findings.problem(
          list.location(),
          "the hosts of group %s must be a list, not %s".formatted(group, list.kind()));
      return;
    }
    for (Datum item : items) {
      if (item.plain() instanceof String host) {
        addHost(host, group, item.location());
      } else {
        findings.problem(item.location(), "a host's name must be a text, not " + item.kind());
      }
    }
  }

  private void addHost(String host, String group, Location at) throws TreeException {
    hosts.putIfAbsent(host, at);
    tree.addHost(host, group, null, at);
  }

  private void children(String group, Datum children) throws TreeException {
    List<?> names =
        switch (children) {
          case Sequence sequence -> sequence.plain();
          case Mapping mapping -> mapping.entries().stream().map(Entry::name).toList();
          case Datum.Scalar scalar -> List.of(scalar);
        };
    for (Object name : names) {
      if (!(name instanceof String child)) {
        findings.problem(
            children.location(), "the children of group " + group + " must be a list of names");
        return;
      }
      tree.addGroup(child, children.location());
      tree.addChild(group, child);
    }
  }

  private void variables(String host, Location at, @Nullable Datum variables) {
    if (variables == null) {
      return;
    }
    try {
      set(host, variables);
    } catch (TreeException e) {
      findings.problem(at, e.getMessage());
    }
  }

  private void set(String owner, Datum variables) throws TreeException {
    if (!(variables instanceof Mapping mapping)) {
      findings.problem(
          variables.location(),
          "the variables of %s must be a dictionary, not %s".formatted(owner, variables.kind()));
      return;
    }
    for (Entry entry : mapping.entries()) {
      tree.set(owner, entry.name(), new Variable(entry.value().plain(), entry.value().location()));
    }
  }
}
