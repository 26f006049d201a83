// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.yaml;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Datum.Entry;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.documents.Datum.Scalar;
import dev.hosttrust.inventories.hostnames.HostNameException;
import dev.hosttrust.inventories.hostnames.HostNames;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.tree.TreeException;
import dev.hosttrust.inventories.values.Variable;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an inventory in YAML or JSON into a tree: groups at the top, each with {@code hosts},
 * {@code vars} and {@code children}.
 *
 * <p>Source of the rules: {@code ansible/plugins/inventory/yaml.py}.
 */
public final class YamlReader {

  private static final Set<String> SECTIONS = Set.of("hosts", "vars", "children");

  private final InventoryTree tree;
  private final Findings findings;

  private YamlReader(InventoryTree tree, Findings findings) {
    this.tree = tree;
    this.findings = findings;
  }

  /** Reads a whole document. */
  public static void read(Mapping document, InventoryTree tree, Findings findings) {
    var reader = new YamlReader(tree, findings);
    document.entries().forEach(reader::group);
  }

  /** Reads a group; returns its name, or null where it is unusable and that has been noted. */
  private @Nullable String group(Entry entry) {
    if (!(entry.key() instanceof String name)) {
      findings.problem(
          entry.keyLocation(), "the group name " + entry.name() + " must be a text; quote it");
      return null;
    }
    if (!(entry.value() instanceof Mapping) && !isNull(entry.value())) {
      findings.warning(
          entry.keyLocation(),
          "%s is skipped: a group is a dictionary of hosts, vars and children, this is %s"
              .formatted(name, entry.value().kind()));
      return name;
    }
    try {
      tree.addGroup(name, entry.keyLocation());
    } catch (TreeException e) {
      findings.problem(entry.keyLocation(), e.getMessage());
      return null;
    }
    if (entry.value() instanceof Mapping sections) {
      sections.entries().forEach(section -> section(name, section));
    }
    return name;
  }

  private void section(String group, Entry entry) {
    boolean known = entry.key() instanceof String key && SECTIONS.contains(key);
    Datum value = known ? expand(entry.value()) : entry.value();
    if (isNull(value)) {
      return;
    }
    if (!(value instanceof Mapping content)) {
      wrongSection(group, entry, known);
      return;
    }
    switch (entry.name()) {
      case "vars" -> content.entries().forEach(variable -> set(group, variable));
      case "children" -> content.entries().forEach(child -> child(group, child));
      case "hosts" -> content.entries().forEach(host -> host(group, host));
      default ->
          findings.warning(
              entry.keyLocation(),
              "%s in group %s is skipped: only hosts, vars and children belong there"
                  .formatted(entry.name(), group));
    }
  }

  private void wrongSection(String group, Entry entry, boolean known) {
    String what =
        "%s of group %s must be a dictionary, not %s"
            .formatted(entry.name(), group, entry.value().kind());
    if (known) {
      findings.problem(entry.value().location(), what);
    } else {
      findings.warning(entry.keyLocation(), what + "; it is skipped");
    }
  }

  /** A text in place of a dictionary is its only key. */
  private static Datum expand(Datum value) {
    if (value instanceof Scalar(String text, Location at)) {
      return Mapping.of(List.of(new Entry(text, at, new Scalar(null, at))), at);
    }
    return value;
  }

  private void set(String owner, Entry entry) {
    try {
      tree.set(owner, entry.name(), new Variable(entry.value().plain(), entry.value().location()));
    } catch (TreeException e) {
      findings.problem(entry.value().location(), e.getMessage());
    }
  }

  private void child(String parent, Entry entry) {
    String child = group(entry);
    if (child == null) {
      return;
    }
    try {
      tree.addChild(parent, child);
    } catch (TreeException e) {
      findings.problem(entry.keyLocation(), e.getMessage());
    }
  }

  private void host(String group, Entry entry) {
    Location at = entry.keyLocation();
    if (!(entry.key() instanceof String pattern)) {
      findings.problem(at, "the host name " + entry.name() + " must be a text; quote it");
      return;
    }
    Datum variables = entry.value();
    if (!(variables instanceof Mapping) && !variables.isFalsy()) {
      findings.problem(
          variables.location(),
          "the variables of host %s must be a dictionary, not %s"
              .formatted(pattern, variables.kind()));
      return;
    }
    try {
      HostNames hosts = HostNames.of(pattern);
      for (String host : hosts.names()) {
        tree.addHost(host, group, hosts.port(), at);
        if (variables instanceof Mapping mapping) {
          mapping.entries().forEach(variable -> set(host, variable));
        }
      }
    } catch (HostNameException e) {
      findings.problem(at, e.getMessage());
    } catch (TreeException e) {
      findings.problem(at, e.getMessage());
    }
  }

  private static boolean isNull(Datum datum) {
    return datum instanceof Scalar scalar && scalar.value() == null;
  }
}
