// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.tree;

import dev.hosttrust.inventories.values.Variable;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All groups and hosts of an inventory; readers add to it, {@link #reconcile} closes it.
 *
 * <p>Source of the rules: {@code ansible/inventory/data.py}. Where a host and a group share a name,
 * the group answers to it, also when the host's variables are set. Not thread-safe while it is
 * being filled; afterwards it is only read.
 */
public final class InventoryTree {

  /** The group that holds everything. */
  public static final String ALL = "all";

  /** The group of the hosts that are in no other. */
  public static final String UNGROUPED = "ungrouped";

  /** The names that mean this machine, {@code LOCALHOST} in Ansible's constants. */
  public static final Set<String> LOCALHOST = Set.of("127.0.0.1", "localhost", "::1");

  private static final int MAX_NAME = 1000;

  private static final Pattern ODD_IN_GROUP_NAME = Pattern.compile("(?U)^[\\d\\W]|[^\\w]");

  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Map<String, Host> hosts = new LinkedHashMap<>();
  private final Findings findings;
  private Source source = Source.NONE;
  private @Nullable Host localhost;

  /**
   * @param findings takes the warnings
   */
  public InventoryTree(Findings findings) {
    this.findings = findings;
    Group all = new Group(ALL);
    Group ungrouped = new Group(UNGROUPED);
    groups.put(ALL, all);
    groups.put(UNGROUPED, ungrouped);
    try {
      all.addChild(ungrouped);
    } catch (TreeException e) {
      throw new IllegalStateException("two new groups are no loop", e);
    }
  }

  /** Says which source is being read; new hosts carry it as {@code inventory_file}. */
  public void reading(Source next) {
    source = next;
  }

  /** All groups by name, {@code all} and {@code ungrouped} first, then in order of appearance. */
  public Map<String, Group> groups() {
    return Collections.unmodifiableMap(groups);
  }

  /** All hosts by name in order of appearance. */
  public Map<String, Host> hosts() {
    return Collections.unmodifiableMap(hosts);
  }

  /** The group {@code all}. */
  public Group all() {
    return group(ALL);
  }

  private static void checkLength(String kind, String name) throws TreeException {
    if (name.length() > MAX_NAME) {
      throw new TreeException(
          "the %s name %s... has more than %d characters"
              .formatted(kind, name.substring(0, 20), MAX_NAME));
    }
  }

  private Group group(String name) {
    Group group = groups.get(name);
    if (group == null) {
      throw new IllegalArgumentException("no group " + name);
    }
    return group;
  }

  /** Adds a group, if it is not there yet. */
  public void addGroup(String name, Location location) throws TreeException {
    if (name.isEmpty()) {
      throw new TreeException("a group's name is empty; give it one");
    }
    if (groups.containsKey(name)) {
      return;
    }
    checkLength("group", name);
    if (ODD_IN_GROUP_NAME.matcher(name).find()) {
      findings.warning(
          location,
          "the group name "
              + name
              + " has characters other than letters, digits and _; it is kept, as Ansible does");
    }
    groups.put(name, new Group(name));
  }

  /**
   * Adds a host to a group.
   *
   * @param port set as {@code ansible_port} if this is the host's first appearance
   */
  public void addHost(String name, String group, @Nullable Integer port, Location location)
      throws TreeException {
    if (name.isEmpty()) {
      throw new TreeException("a host's name is empty; give it one");
    }
    Host host = hosts.get(name);
    if (host == null) {
      checkLength("host", name);
      host = new Host(name, false);
      hosts.put(name, host);
      if (port != null && port != 0) {
        host.set("ansible_port", new Variable((long) port, location));
      }
      set(name, "inventory_file", new Variable(source.file(), location));
      set(name, "inventory_dir", new Variable(source.directory(), location));
      if (LOCALHOST.contains(name) && localhost == null) {
        localhost = host;
      }
    }
    group(group).addHost(host);
  }

  /** Sets a variable of a group, or else of a host, of that name. */
  public void set(String entity, String variable, Variable value) throws TreeException {
    Group group = groups.get(entity);
    if (group != null) {
      group.set(variable, value);
      return;
    }
    Host host = hosts.get(entity);
    if (host == null) {
      throw new TreeException(entity + " is neither a group nor a host");
    }
    host.set(variable, value);
  }

  /** Puts a group, or else a host, into a group. */
  public void addChild(String parent, String child) throws TreeException {
    Group childGroup = groups.get(child);
    Host childHost = hosts.get(child);
    if (childGroup != null) {
      group(parent).addChild(childGroup);
    } else if (childHost != null) {
      group(parent).addHost(childHost);
    } else {
      throw new TreeException(child + " is neither a group nor a host");
    }
  }

  /**
   * The host of that name; for {@code localhost} and its other names, one is made up if the
   * inventory has none.
   */
  public Optional<Host> findHost(String name) {
    Host host = hosts.get(name);
    if (host != null || !LOCALHOST.contains(name)) {
      return Optional.ofNullable(host);
    }
    return Optional.of(localhost != null ? localhost : implicitLocalhost(name));
  }

  private static Host implicitLocalhost(String name) {
    Host host = new Host(name, true);
    Location nowhere = Location.of("implicit localhost");
    host.set("ansible_connection", new Variable("local", nowhere));
    return host;
  }

  /** Puts every group below {@code all} and every host without one into {@code ungrouped}. */
  public void reconcile() throws TreeException {
    for (Group group : groups.values()) {
      if (!group.name().equals(ALL) && group.ancestors().isEmpty()) {
        all().addChild(group);
      }
    }
    Group ungrouped = group(UNGROUPED);
    for (Host host : hosts.values()) {
      if (host.groups().contains(ungrouped)) {
        if (isInAnother(host)) {
          ungrouped.removeHost(host);
        }
      } else if (!isInAnother(host)) {
        addChild(UNGROUPED, host.name());
      }
    }
    warnOfSharedNames(groups.keySet());
    warnOfLostHosts();
  }

  /**
   * A host that is only in {@code ungrouped} counts as grouped where that is the child of another
   * group: Ansible takes it out of {@code ungrouped} and leaves it nowhere.
   */
  private void warnOfLostHosts() {
    Set<Host> reached = new HashSet<>(all().allHosts());
    for (Host host : hosts.values()) {
      if (!reached.contains(host)) {
        findings.warning(
            Location.of("inventory"),
            "host "
                + host.name()
                + " is in no group, because ungrouped is the child of one; as in Ansible, it is left"
                + " out");
      }
    }
  }

  private static boolean isInAnother(Host host) {
    return host.groups().stream()
        .anyMatch(g -> !g.name().equals(ALL) && !g.name().equals(UNGROUPED));
  }

  private void warnOfSharedNames(Collection<String> names) {
    for (String name : names) {
      if (hosts.containsKey(name)) {
        findings.warning(
            Location.of("inventory"),
            "there is both a group and a host named "
                + name
                + "; as in Ansible, variables of the host are set on the group");
      }
    }
  }
}
