// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import dev.hosttrust.inventories.kubernetes.NodeSource;
import dev.hosttrust.inventories.nodeset.NodeSet;
import dev.hosttrust.inventories.patterns.HostPatterns;
import dev.hosttrust.inventories.sources.Paths;
import dev.hosttrust.inventories.sources.SourceReader;
import dev.hosttrust.inventories.templates.TemplateContext;
import dev.hosttrust.inventories.tree.Group;
import dev.hosttrust.inventories.tree.Host;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.tree.TreeException;
import dev.hosttrust.inventories.values.Variables;
import dev.hosttrust.inventories.vars.ExtraVars;
import dev.hosttrust.inventories.vars.MergedVariables;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Warning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of a fleet with their variables, read as ansible-core 2.14 reads them.
 *
 * <p>What Ansible only warns about is an error here where hosts would be missed: a source that is
 * missing, empty or cannot be read. Not thread-safe, and neither are templates of the hosts that it
 * hands out, since they may look into it.
 */
public final class Inventory {

  private final InventoryTree tree;
  private final Paths paths;
  private final Findings findings;
  private final MergedVariables variables;
  private final TemplateContext context;
  private final @Nullable MergedNodes nodes;
  private @Nullable Map<String, List<String>> groups;
  private final Map<Host, InventoryHost> hosts = new HashMap<>();

  private Inventory(
      InventoryTree tree,
      Paths paths,
      Findings findings,
      MergedVariables variables,
      @Nullable MergedNodes nodes,
      Map<String, String> environment,
      LookupFiles files) {
    this.nodes = nodes;
    this.tree = tree;
    this.paths = paths;
    this.findings = findings;
    this.variables = variables;
    this.context = new TemplateContext(this::groups, this::hostvars, environment::get, files::text);
  }

  /**
   * Reads one or more sources and merges them, later ones on top.
   *
   * @param sources each an INI, YAML or JSON file, a script, a directory of these, {@code -} for
   *     standard input, or a list of hosts, which is told by its comma ({@code node1,node2} or
   *     {@code node1,})
   * @param vault opens vaulted files, and vaulted values once a connection needs them
   * @throws ProblemsException with all problems: a source that is missing or cannot be read, wrong
   *     syntax, a group that is nowhere declared, a loop of groups, no host at all
   */
  public static Inventory read(List<String> sources, Surroundings surroundings, Vault vault) {
    return read(null, sources, surroundings, vault);
  }

  /**
   * Reads the nodes of a cluster, and perhaps sources that know more of them. The nodes alone are
   * the hosts; groups and variables of the sources go on top of those of the nodes.
   *
   * @param nodes null for the hosts of the sources
   * @param sources as above; none are needed if there are nodes
   * @throws ProblemsException with all problems, as above, and if the nodes cannot be had
   */
  public static Inventory read(
      @Nullable NodeSource nodes, List<String> sources, Surroundings surroundings, Vault vault) {
    Paths paths = surroundings.paths();
    var findings = new Findings();
    var tree = new InventoryTree(findings);
    var reader =
        new SourceReader(
            paths, surroundings.standardInput(), surroundings.environment(), vault, tree, findings);
    MergedNodes merged = null;
    if (nodes != null) {
      reader.read(nodes);
      merged = new MergedNodes(tree.hosts().keySet());
    }
    sources.forEach(reader::read);
    if (merged != null && !findings.failed()) {
      merged.warnOfOthers(tree, findings);
    } else if (merged == null && sources.isEmpty()) {
      findings.problem(Location.of("inventory"), "no source is given; write -i FILE or -i HOST,");
    }
    try {
      tree.reconcile();
    } catch (TreeException e) {
      findings.problem(Location.of("inventory"), e.getMessage());
    }
    if (!findings.failed() && tree.all().allHosts().isEmpty()) {
      findings.problem(
          Location.of(String.join(", ", sources)), "the inventory names no host at all");
    }
    findings.throwIfFailed();
    var variables = new MergedVariables(tree, sources, paths, vault, findings);
    var files = new LookupFiles(paths, vault);
    var inventory =
        new Inventory(tree, paths, findings, variables, merged, surroundings.environment(), files);
    inventory.hosts();
    findings.throwIfFailed();
    return inventory;
  }

  /**
   * A source that means the same in every directory: the absolute path of a file or directory;
   * standard input and a list of hosts as they are.
   */
  public static String absolute(String source, Surroundings surroundings) {
    Path path = surroundings.paths().resolve(source);
    boolean isPath =
        !source.equals(SourceReader.STANDARD_INPUT)
            && (source.indexOf(',') < 0 || Files.exists(path));
    return isPath ? path.toString() : source;
  }

  /**
   * A program that reading a file or a directory as a source would start; empty if there is none.
   *
   * @param source as {@link #absolute} has it
   */
  public static Optional<Path> programIn(String source) {
    return source.startsWith("/") ? SourceReader.programIn(Path.of(source)) : Optional.empty();
  }

  /**
   * Reads the arguments of {@code -e} in order; later ones win. Values of {@code name=value} pairs
   * are always text.
   *
   * @param arguments each {@code name=value} pairs, JSON or YAML in brackets, or {@code @file}
   * @param vault opens vaulted files and values
   * @throws ProblemsException with all problems: wrong syntax, a file that cannot be read,
   *     something other than a dictionary
   */
  public static Variables extraVariables(
      List<String> arguments, Surroundings surroundings, Vault vault) {
    return ExtraVars.parse(arguments, surroundings.paths(), vault);
  }

  /** All hosts, in Ansible's order: level by level from the group {@code all} down. */
  public List<InventoryHost> hosts() {
    return finished(nodesOf(tree.all().allHosts()));
  }

  /**
   * The hosts that a pattern, the argument of {@code -l}, selects, in the order of {@link #hosts}.
   *
   * @param selecting takes a warning for each part of the pattern that matched nothing
   * @throws ProblemsException if the pattern selects no host, cannot be understood, or names a file
   *     that cannot be read
   */
  public List<InventoryHost> select(String pattern, Findings selecting) {
    List<Host> selected = nodesOf(new HostPatterns(tree, paths, selecting).select(pattern));
    if (selected.isEmpty()) {
      throw ProblemsException.at(
          Location.of("pattern"), "'" + pattern + "' matches no node of the cluster");
    }
    return finished(selected);
  }

  private List<Host> nodesOf(List<Host> selected) {
    return nodes == null ? selected : nodes.of(selected);
  }

  /**
   * A word for names that {@link #select} reads: {@code node[001-412]}. Where Ansible has a meaning
   * of its own for that word in this inventory, it gets a comma: {@code node[001-411,412]}.
   */
  public String word(NodeSet names) {
    return new HostPatterns(tree, paths, findings).word(names);
  }

  /** What Ansible accepts but is probably not meant, in reading order. */
  public List<Warning> warnings() {
    return findings.warnings();
  }

  /** The groups and hosts as they were declared, to show them. */
  InventoryTree tree() {
    return tree;
  }

  /** The variables that a group itself has, those of its files beside the inventory included. */
  Variables variables(Group group) {
    return variables.ofGroup(group);
  }

  /** {@code groups} in templates; made once, as each host may ask for it. */
  private Map<String, List<String>> groups() {
    Map<String, List<String>> known = groups;
    if (known == null) {
      Map<String, List<String>> made = new LinkedHashMap<>();
      tree.groups()
          .forEach(
              (name, group) -> made.put(name, group.allHosts().stream().map(Host::name).toList()));
      groups = made;
      known = made;
    }
    return known;
  }

  /** {@code hostvars} in templates. */
  private @Nullable Variables hostvars(String name) {
    return tree.findHost(name).map(variables::of).orElse(null);
  }

  private List<InventoryHost> finished(List<Host> selected) {
    List<InventoryHost> result = new ArrayList<>(selected.size());
    for (Host host : selected) {
      result.add(hosts.computeIfAbsent(host, this::finished));
    }
    return result;
  }

  private InventoryHost finished(Host host) {
    return new InventoryHost(
        host.name(), variables.of(host), MergedVariables.groupNames(host), context);
  }
}
