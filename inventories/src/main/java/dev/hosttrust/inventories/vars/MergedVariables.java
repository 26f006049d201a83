// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.vars;

import dev.hosttrust.inventories.hostnames.HostAddress;
import dev.hosttrust.inventories.sources.Paths;
import dev.hosttrust.inventories.sources.SourceReader;
import dev.hosttrust.inventories.tree.Group;
import dev.hosttrust.inventories.tree.Host;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.values.Variable;
import dev.hosttrust.inventories.values.Variables;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts together what the inventory, {@code group_vars} and {@code host_vars} say about a host.
 *
 * <p>Source of the rules: {@code VariableManager.get_vars} in {@code ansible/vars/manager.py} with
 * the default {@code VARIABLE_PRECEDENCE}: all of the group {@code all} first, then of the other
 * groups, in each case the inventory, then the files beside the inventory, then those of the
 * playbook's directory, which here is the working directory. Not thread-safe.
 */
public final class MergedVariables {

  private static final Comparator<Group> ORDER =
      Comparator.comparingInt(Group::depth)
          .thenComparingLong(Group::priority)
          .thenComparing(Group::name);

  private final InventoryTree tree;
  private final VarsFiles files;
  private final Set<Path> besideInventory = new LinkedHashSet<>();
  private final Path playbooks;
  private final Map<Set<Group>, Variables> ofGroups = new HashMap<>();

  /**
   * @param sources the arguments of {@code -i}
   */
  public MergedVariables(
      InventoryTree tree, List<String> sources, Paths paths, Vault vault, Findings findings) {
    this.tree = tree;
    this.files = new VarsFiles(paths, vault, findings);
    this.playbooks = paths.workingDirectory();
    for (String source : sources) {
      if (source.equals(SourceReader.STANDARD_INPUT)) {
        continue;
      }
      Path path = paths.resolve(source);
      Path directory = Files.isDirectory(path) ? path : path.getParent();
      if (directory != null && (source.indexOf(',') < 0 || Files.exists(path))) {
        // Of a directory that is named twice, the last mention decides what it wins over.
        besideInventory.remove(directory);
        besideInventory.add(directory);
      }
    }
  }

  /** All variables of a host. */
  public Variables of(Host host) {
    Map<String, Variable> own = new LinkedHashMap<>(host.variables());
    own.putAll(magic(host));
    for (Path directory : besideInventory) {
      own.putAll(files.variables(directory, "host_vars", host.name()));
    }
    own.putAll(files.variables(playbooks, "host_vars", host.name()));
    own.put("playbook_dir", magic(playbooks.toString()));
    return ofGroups.computeIfAbsent(Set.copyOf(host.groups()), this::merge).plus(own);
  }

  /**
   * The variables that a group itself has, as {@code ansible-inventory --graph --vars} shows them.
   */
  public Variables ofGroup(Group group) {
    Map<String, Variable> own = new LinkedHashMap<>(group.variables());
    besideInventory.forEach(directory -> addFiles(directory, List.of(group), own));
    if (group.priority() != 1) {
      own.put("ansible_group_priority", magic(group.priority()));
    }
    return Variables.none().plus(own);
  }

  /** The groups of a host by name, without {@code all}: {@code group_names} in Ansible. */
  public static List<String> groupNames(Host host) {
    return host.groups().stream()
        .map(Group::name)
        .filter(name -> !name.equals(InventoryTree.ALL))
        .sorted()
        .toList();
  }

  private Variables merge(Set<Group> groups) {
    List<Group> all = List.of(tree.all());
    List<Group> others = new ArrayList<>(groups);
    others.remove(tree.all());
    others.sort(ORDER);
    Map<String, Variable> merged = new LinkedHashMap<>(tree.all().variables());
    others.forEach(group -> merged.putAll(group.variables()));
    besideInventory.forEach(directory -> addFiles(directory, all, merged));
    addFiles(playbooks, all, merged);
    besideInventory.forEach(directory -> addFiles(directory, others, merged));
    addFiles(playbooks, others, merged);
    return Variables.none().plus(merged);
  }

  private void addFiles(Path directory, List<Group> groups, Map<String, Variable> merged) {
    for (Group group : groups) {
      merged.putAll(files.variables(directory, "group_vars", group.name()));
    }
  }

  /** {@code Host.get_magic_vars}. */
  private static Map<String, Variable> magic(Host host) {
    String name = host.name();
    String shortName = HostAddress.isIpAddress(name) ? name : name.split("\\.", 2)[0];
    return Map.of(
        "inventory_hostname", magic(name),
        "inventory_hostname_short", magic(shortName),
        "group_names", magic(groupNames(host)));
  }

  private static Variable magic(Object value) {
    return new Variable(value, Location.of("inventory"));
  }
}
