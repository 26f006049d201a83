// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.daemon.Daemon;
import dev.hosttrust.agent.daemon.ReadAtStart;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.RegistryFile;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The registries of k3s and RKE2: an entry in {@code registries.yaml} names the CA file of a
 * registry, and the service writes containerd's own files from it when it starts. Into those
 * hosttrust only looks: the service writes them anew (k3s, {@code pkg/agent/containerd/config.go}).
 *
 * <p>{@code registries.yaml} may hold passwords, so no report shows its text.
 */
final class K3sStore implements Store {

  @Override
  public String id() {
    return "k3s";
  }

  @Override
  public List<Question<?>> questions(Wanted wanted, Facts known) {
    List<RegistryFile> files = wanted.spec().registryFiles();
    List<RegistryRemoval> removals = RegistryRemoval.all(wanted, known);
    Map<Registry, LeftTrust> left = LeftTrust.ofRegistries(wanted, known);
    if (files.isEmpty() && removals.isEmpty()) {
      return List.of();
    }
    List<Question<?>> questions = new ArrayList<>(RegistryRemoval.questions(wanted, known));
    questions.add(Path.directory(RancherDistribution.PARENT));
    for (RancherDistribution distribution : RancherDistribution.ALL) {
      if (known.isNone() || distribution.isOn(known)) {
        questions.addAll(distribution.questions());
        RancherNode node = new RancherNode(distribution, files, known);
        for (RegistryFile file : files) {
          questions.add(Path.file(distribution.caFile(file.registry())));
          questions.add(distribution.generated(file.registry()));
          node.foreignCa(file).ifPresent(path -> questions.add(Path.look(path)));
        }
        if (!removals.isEmpty()) {
          questions.addAll(new RancherRemoval(distribution, removals, known).questions());
        }
        left.forEach(
            (registry, l) ->
                questions.addAll(l.questions(distribution.mayBecomeOthers(registry, known))));
      }
    }
    return questions;
  }

  @Override
  public boolean isOn(Wanted wanted, Facts facts) {
    return RancherDistribution.ALL.stream().anyMatch(d -> d.isOn(facts));
  }

  /** One for each distribution that the host has; none where no registry is wanted. */
  private static List<RancherNode> nodes(Wanted wanted, Facts facts) {
    List<RegistryFile> files = wanted.spec().registryFiles();
    return RancherDistribution.ALL.stream()
        .filter(distribution -> !files.isEmpty() && distribution.isOn(facts))
        .map(distribution -> new RancherNode(distribution, files, facts))
        .toList();
  }

  @Override
  public List<String> obstacles(Wanted wanted, Facts facts) {
    if (!wanted.spec().registryFiles().isEmpty() && !isOn(wanted, facts)) {
      return List.of(
          "neither k3s nor RKE2 is on this host (there is no /etc/rancher/k3s and no"
              + " /etc/rancher/rke2); leave k3s out of the stores of this host");
    }
    return Stream.concat(
            nodes(wanted, facts).stream().flatMap(node -> node.obstacles().stream()),
            removals(wanted, facts).flatMap(removal -> removal.obstacles().stream()))
        .toList();
  }

  private static Stream<RancherRemoval> removals(Wanted wanted, Facts facts) {
    List<RegistryRemoval> removals = RegistryRemoval.all(wanted, facts);
    return RancherDistribution.ALL.stream()
        .filter(distribution -> !removals.isEmpty() && distribution.isOn(facts))
        .map(distribution -> new RancherRemoval(distribution, removals, facts));
  }

  @Override
  public void plan(Wanted wanted, Facts facts, Steps steps) {
    boolean runs = Stores.daemons(wanted, facts).runs(Daemon.K3S);
    nodes(wanted, facts).forEach(node -> node.plan(steps, runs));
    boolean restarted = runs && wanted.restarts().asks(Daemon.K3S);
    removals(wanted, facts).forEach(removal -> removal.plan(steps, restarted));
  }

  @Override
  public List<LeftTrust.Kept> kept(Wanted wanted, Facts facts, AfterPlan after) {
    Map<Registry, LeftTrust> all = LeftTrust.ofRegistries(wanted, facts);
    List<LeftTrust.Kept> kept = new ArrayList<>();
    for (RancherDistribution distribution : RancherDistribution.ALL) {
      Optional<Content> registries = after.content(distribution.registries());
      all.forEach(
          (registry, left) -> kept.addAll(left.kept(distribution.others(registry, registries))));
    }
    removals(wanted, facts).forEach(removal -> kept.addAll(removal.kept()));
    return kept;
  }

  @Override
  public List<ReadAtStart> readAtStart(Wanted wanted) {
    return wanted.spec().registryFiles().isEmpty() && wanted.spec().absentRegistries().isEmpty()
        ? List.of()
        : RancherDistribution.ALL.stream().map(d -> new ReadAtStart(id(), d.registries())).toList();
  }

  @Override
  public StoreListing listing(TreeRoot root) {
    return new K3sListing();
  }

  @Override
  public List<Proof> proofs(Wanted wanted, Facts facts) {
    List<Proof> proofs = new ArrayList<>();
    List<RancherNode> nodes = nodes(wanted, facts);
    for (Anchor anchor : wanted.spec().anchors()) {
      for (RancherNode node : nodes) {
        for (RegistryFile file : node.files()) {
          if (anchor.registries().contains(file.registry())) {
            FileProofs.of(id(), anchor, node.caFile(file), facts).ifPresent(proofs::add);
          }
        }
      }
    }
    Map<Registry, LeftTrust> served = LeftTrust.ofServed(wanted, facts);
    nodes.forEach(node -> proofs.addAll(node.gone(id(), served)));
    removals(wanted, facts).forEach(removal -> proofs.addAll(removal.proofs(id())));
    return proofs;
  }
}
