// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.daemon.Restarts;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.CheckedSpec;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.rollout.Place;
import dev.hosttrust.controller.rollout.Placed;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.controller.rotation.HostStanding;
import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.inventories.connection.HostTurn;
import dev.hosttrust.inventories.connection.TrustVariables;
import dev.hosttrust.inventories.nodeset.NodeSet;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From an inventory and a trust spec to the hosts of a rollout. */
final class Fleet {
  private final InventoryReader reader;
  private final boolean become;
  private final Optional<String> canary;
  private final Optional<RotationFlags> rotation;
  private final TrustSource trust;
  private final Earlier earlier;
  private final Restarts restarts;
  private final FleetFindings findings;
  private final Optional<Shard> shard;
  private Optional<InventoryReader.Contents> contents = Optional.empty();
  private List<InventoryHost> selected = List.of();
  private Set<String> excused = Set.of();

  /**
   * @param earlier what this run goes on with
   * @param shard the part of the selected hosts that this run takes; empty for all of them
   */
  Fleet(
      Environment environment,
      FleetFlags flags,
      Earlier earlier,
      Optional<Shard> shard,
      FleetFindings findings) {
    this.reader =
        new InventoryReader(
            environment,
            earlier.inventory(flags.inventory(), findings.common()),
            flags.vault(),
            findings.common());
    this.become = flags.become().become();
    this.canary = Optional.ofNullable(flags.batches().canary());
    this.rotation = Optional.ofNullable(flags.trust().rotation());
    this.trust = new TrustSource(environment, flags.trust(), findings.common());
    this.earlier = earlier;
    this.restarts = findings.common().read(flags.restart()::restarts).orElse(Restarts.NONE);
    this.shard = shard;
    this.findings = findings;
  }

  /**
   * One host that is selected.
   *
   * @param name as the inventory has it
   * @param wanted what it shall trust, and where
   * @param connection what the inventory says about reaching it
   * @param place what decides when it has its turn
   */
  record Member(String name, Wanted wanted, ConnectionVariables connection, Place place)
      implements Placed {}

  /** The same of a host that is only listed. */
  record Listed(String name, Place place) implements Placed {}

  /** All hosts that are selected and left to do; what is wrong is in the findings. */
  List<Member> members() {
    List<HostTurns.Turn> turns = turns();
    Set<String> canaries = canaries(turns);
    return turns.stream()
        .map(turn -> member(turn, place(turn, canaries)))
        .flatMap(Optional::stream)
        .filter(member -> earlier.isLeftToDo(member.name()))
        .toList();
  }

  private List<HostTurns.Turn> turns() {
    contents = reader.read();
    selected = contents.map(this::selected).orElse(List.of());
    List<InventoryHost> ours = selected.stream().filter(this::isOurs).toList();
    return new HostTurns(findings).of(earlier.partOf(ours, shard, findings.common()), elsewhere());
  }

  private boolean isOurs(InventoryHost host) {
    return shard.stream().allMatch(part -> part.has(host.name()));
  }

  /** The selected hosts that other shards take. */
  private List<InventoryHost> elsewhere() {
    return selected.stream().filter(host -> !isOurs(host) && earlier.mayPlan(host.name())).toList();
  }

  /** Whether other shards take some of the selected hosts. */
  boolean goesOnElsewhere() {
    return !elsewhere().isEmpty();
  }

  /** Which part of the selected hosts this run takes, for people; known after the hosts. */
  Optional<String> part() {
    long ours = selected.stream().filter(this::isOurs).count();
    String hosts =
        selected.size() == 1
            ? "%s the one selected host".formatted(ours == 0 ? "not" : "with")
            : "%s of the %d selected hosts".formatted(ours == 0 ? "none" : ours, selected.size());
    return shard.map(part -> part.words() + ": " + hosts);
  }

  /**
   * What the selected hosts shall trust, each spec once. Those of other shards count, and what is
   * wrong with their variables too, so that all shards say the same, and refuse the same.
   *
   * @param ours the hosts that this run takes
   */
  Set<TrustSpec> specs(List<Member> ours) {
    Map<String, Member> members =
        ours.stream().collect(Collectors.toMap(Member::name, member -> member));
    Set<String> elsewhere =
        HostTurns.served(elsewhere()).stream().map(InventoryHost::name).collect(Collectors.toSet());
    Set<TrustSpec> specs = new LinkedHashSet<>();
    for (InventoryHost host : selected) {
      Member member = members.get(host.name());
      if (member != null) {
        specs.add(member.wanted().spec());
      } else if (elsewhere.contains(host.name())) {
        findings.read(host.name(), () -> HostTurn.of(host));
        findings.read(host.name(), () -> ConnectionVariables.of(host, become));
        wanted(host).map(Wanted::spec).ifPresent(specs::add);
      }
    }
    return specs;
  }

  private List<InventoryHost> selected(InventoryReader.Contents contents) {
    List<InventoryHost> selected = reader.selected(contents);
    return rotation.isEmpty() ? selected : withoutExcused(rotation.get(), contents, selected);
  }

  /** A rotation concerns all hosts, so whoever is left out of it is named or counted. */
  private List<InventoryHost> withoutExcused(
      RotationFlags rotating, InventoryReader.Contents contents, List<InventoryHost> selected) {
    String excuse = rotating.excuse();
    excused = excuse == null ? Set.of() : names("--excuse", contents, Optional.of(excuse));
    List<InventoryHost> left = new ArrayList<>();
    for (InventoryHost host : selected) {
      if (excused.contains(host.name())) {
        findings.warning(host.name(), "excused: neither looked at nor changed");
      } else {
        left.add(host);
      }
    }
    if (left.isEmpty() && !selected.isEmpty()) {
      findings.common().problem("--excuse %s: no host is left".formatted(excuse));
    }
    return left;
  }

  /**
   * How those hosts of the inventory stand in a rotation that are neither in this run nor excused.
   */
  List<HostStanding> leftOut() {
    Set<String> inRun =
        HostTurns.served(selected).stream().map(InventoryHost::name).collect(Collectors.toSet());
    Set<String> isSelected = selected.stream().map(InventoryHost::name).collect(Collectors.toSet());
    return contents.map(all -> all.inventory().hosts()).orElse(List.of()).stream()
        .map(InventoryHost::name)
        .filter(host -> !inRun.contains(host) && !excused.contains(host))
        .map(host -> leftOut(host, isSelected.contains(host)))
        .toList();
  }

  private static HostStanding leftOut(String host, boolean isSelected) {
    return HostStanding.unknown(
        host,
        HostStanding.Trust.LEFT_OUT,
        isSelected
            ? "not served; --excuse is for hosts that have the new CA, or need none"
            : "left out by -l; --excuse is for hosts that have the new CA, or need none");
  }

  private Set<String> canaries(List<HostTurns.Turn> turns) {
    return contents.map(all -> canaryNames(all, turns)).orElse(Set.of());
  }

  private static Place place(HostTurns.Turn turn, Set<String> canaries) {
    return new Place(
        canaries.contains(turn.host().name()),
        Optional.ofNullable(turn.says().zone()),
        turn.says().last());
  }

  /** The names of the hosts that {@code --canary} selects; some of them may not be in the run. */
  private Set<String> canaryNames(InventoryReader.Contents contents, List<HostTurns.Turn> turns) {
    if (canary.isEmpty()) {
      return Set.of();
    }
    Set<String> names = names("--canary", contents, canary);
    if (!names.isEmpty()
        && turns.stream().noneMatch(turn -> names.contains(turn.host().name()))
        && elsewhere().stream().noneMatch(host -> names.contains(host.name()))) {
      findings
          .common()
          .problem("--canary %s: none of these hosts is selected by -l".formatted(canary.get()));
    }
    return names;
  }

  /** The names that a flag's pattern selects; what is wrong with it is in the findings. */
  private Set<String> names(
      String flag, InventoryReader.Contents contents, Optional<String> pattern) {
    return findings.common().read(() -> hosts(flag, contents, pattern)).stream()
        .flatMap(List::stream)
        .map(InventoryHost::name)
        .collect(Collectors.toSet());
  }

  private List<InventoryHost> hosts(
      String flag, InventoryReader.Contents contents, Optional<String> pattern) {
    try {
      return contents.hosts(pattern, findings.common());
    } catch (ProblemsException e) {
      throw e.within(flag);
    }
  }

  /** Which CA takes the place of which; see {@link TrustSource#rotation}. */
  Optional<CheckedSpec> rotation() {
    return trust.rotation();
  }

  /** All hosts that are selected and left to do; of their trust nothing is read. */
  List<Listed> listed() {
    List<HostTurns.Turn> turns = turns();
    Set<String> canaries = canaries(turns);
    return turns.stream()
        .map(turn -> new Listed(turn.host().name(), place(turn, canaries)))
        .filter(host -> earlier.isLeftToDo(host.name()))
        .toList();
  }

  /** How names in one word are written, so that {@code -l} reads them; known after the hosts. */
  String word(NodeSet names) {
    return contents.map(c -> c.inventory().word(names)).orElse(names.toString());
  }

  private Optional<Member> member(HostTurns.Turn turn, Place place) {
    InventoryHost host = turn.host();
    Optional<Wanted> wanted = wanted(host);
    Optional<ConnectionVariables> connection =
        findings.read(host.name(), () -> ConnectionVariables.of(host, become));
    return wanted.flatMap(w -> connection.map(c -> new Member(host.name(), w, c, place)));
  }

  private Optional<Wanted> wanted(InventoryHost host) {
    return findings.read(host.name(), () -> TrustVariables.of(host)).flatMap(v -> wanted(host, v));
  }

  /** What the host shall trust; of a plan file, what is not said elsewhere. */
  private Optional<Wanted> wanted(InventoryHost host, TrustVariables variables) {
    Optional<Wanted> planned = earlier.planned(host.name());
    Optional<TrustSpec> spec =
        planned.isEmpty() || trust.namesAnchors(variables)
            ? trust.of(variables)
            : planned.map(Wanted::spec);
    Optional<TreeRoot> tree = findings.read(host.name(), () -> tree(host, variables.root()));
    Optional<Stores> stores =
        planned.isEmpty() || trust.namesStores(variables)
            ? findings.read(host.name(), () -> trust.stores(host.name(), variables))
            : planned.map(Wanted::stores);
    Restarts daemons =
        restarts.equals(Restarts.NONE)
            ? planned.map(Wanted::restarts).orElse(Restarts.NONE)
            : restarts;
    return spec.flatMap(s -> tree.flatMap(t -> stores.map(st -> new Wanted(t, s, st, daemons))))
        .flatMap(w -> findings.read(host.name(), () -> earlier.checked(host.name(), w)));
  }

  /** Where a host's tree starts, by its variable. */
  static TreeRoot tree(InventoryHost host, @Nullable String root) {
    try {
      return root == null ? TreeRoot.SYSTEM : new TreeRoot(root);
    } catch (IllegalArgumentException e) {
      String where = host.name() + ": hosttrust_root";
      throw ProblemsException.of(Problem.at(where, String.valueOf(e.getMessage())));
    }
  }
}
