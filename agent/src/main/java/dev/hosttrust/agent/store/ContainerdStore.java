// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.daemon.ReadAtStart;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Containerd's directories below {@code config_path}, which Kubernetes' pulls read (containerd,
 * {@code docs/hosts.md} and {@code docs/cri/registry.md}): for each registry its {@code ca.crt},
 * and a {@code hosts.toml} that names it. They are read at each pull, so nothing needs a restart; a
 * changed {@code config_path} does.
 */
final class ContainerdStore implements Store {
  /** Where spegel keeps what it found, and a sign that it clears the directory when it starts. */
  private static final String SPEGEL = "/_backup";

  private static final String KUBELET = "/var/lib/kubelet";
  private static final String MICROK8S = "/var/snap/microk8s/current/args/certs.d";

  @Override
  public String id() {
    return "containerd";
  }

  @Override
  public List<Question<?>> questions(Wanted wanted, Facts known) {
    List<Question<?>> questions = new ArrayList<>();
    if (!isConcerned(wanted)) {
      return questions;
    }
    if (ContainerdConfigPath.isAsked(wanted)) {
      questions.add(Path.directory(Path.parent(ContainerdState.FILE)));
      questions.add(Path.file(ContainerdState.FILE));
    } else {
      questions.add(Path.look(ContainerdState.FILE));
    }
    questions.add(Path.look(KUBELET));
    if (wanted.root().isSystem()) {
      questions.add(ContainerdState.DUMP);
      questions.add(Path.look(MICROK8S));
    }
    for (String root : roots(wanted, known)) {
      above(root).forEach(up -> questions.add(Path.directory(up)));
      questions.add(Path.directory(root));
      questions.add(Path.look(root + SPEGEL));
    }
    registries(wanted, known).forEach(registry -> questions.addAll(registry.questions()));
    removals(wanted, known).forEach(removal -> questions.addAll(removal.questions()));
    questions.addAll(RegistryRemoval.questions(wanted, known));
    left(wanted, known)
        .forEach(
            (directories, left) -> {
              directories.candidates().forEach(path -> questions.add(new Names(path, "")));
              questions.addAll(left.questions(directories.others(known, directory -> false)));
            });
    return questions;
  }

  private static boolean isConcerned(Wanted wanted) {
    return !wanted.spec().registryFiles().isEmpty() || !wanted.spec().absentRegistries().isEmpty();
  }

  private static List<ContainerdRemoval> removals(Wanted wanted, Facts facts) {
    List<String> roots = roots(wanted, facts);
    Set<String> going = SystemFileUsers.going(wanted, facts);
    return roots.isEmpty()
        ? List.of()
        : RegistryRemoval.all(wanted, facts).stream()
            .map(
                removal ->
                    new ContainerdRemoval(
                        new HostDirectories(roots, removal.registry()), removal, going, facts))
            .toList();
  }

  /** By the directories of each registry that loses a CA. */
  private static SequencedMap<HostDirectories, LeftTrust> left(Wanted wanted, Facts facts) {
    List<String> roots = roots(wanted, facts);
    SequencedMap<HostDirectories, LeftTrust> left = new LinkedHashMap<>();
    if (!roots.isEmpty()) {
      LeftTrust.ofRegistries(wanted, facts)
          .forEach((registry, trust) -> left.put(new HostDirectories(roots, registry), trust));
    }
    return left;
  }

  /** As long as it is not known which ones they are, the usual one, which saves a look. */
  private static List<String> roots(Wanted wanted, Facts known) {
    if (known.isNone()) {
      return List.of(wanted.stores().containerdConfigPath().orElse(ContainerdRemedy.USUAL_PATH));
    }
    return ContainerdState.of(wanted.root(), known) instanceof ContainerdState.Found found
        ? new ContainerdConfigPath(wanted, known, found.config()).roots()
        : List.of();
  }

  /** The same, and the usual one where containerd is not asked for its own. */
  static List<String> rootsOrUsual(Wanted wanted, Facts known) {
    List<String> roots = roots(wanted, known);
    return roots.isEmpty() ? List.of(ContainerdRemedy.USUAL_PATH) : roots;
  }

  private static List<ContainerdRegistry> registries(Wanted wanted, Facts facts) {
    List<String> roots = roots(wanted, facts);
    Set<String> going = SystemFileUsers.going(wanted, facts);
    return roots.isEmpty()
        ? List.of()
        : wanted.spec().registryFiles().stream()
            .map(
                file ->
                    new ContainerdRegistry(
                        new HostDirectories(roots, file.registry()), file, going, facts))
            .toList();
  }

  /**
   * Docker brings a containerd along that pulls nothing of its own, and whose configuration names
   * no directory. So a containerd counts where there is a kubelet, or where somebody wants or has a
   * {@code config_path}.
   */
  @Override
  public boolean isOn(Wanted wanted, Facts facts) {
    boolean pulls = facts.exists(KUBELET) || wanted.stores().containerdConfigPath().isPresent();
    return switch (ContainerdState.of(wanted.root(), facts)) {
      case ContainerdState.Missing missing -> false;
      case ContainerdState.Unreadable unreadable -> pulls || !wanted.root().isSystem();
      case ContainerdState.Found(ContainerdConfig config) ->
          !config.criOff() && (pulls || !config.roots().isEmpty());
    };
  }

  @Override
  public List<String> obstacles(Wanted wanted, Facts facts) {
    if (!isConcerned(wanted)) {
      return List.of();
    }
    boolean onlyRemoves = wanted.spec().registryFiles().isEmpty();
    return switch (ContainerdState.of(wanted.root(), facts)) {
      case ContainerdState.Missing missing -> onlyRemoves ? List.of() : List.of(missing(facts));
      case ContainerdState.Unreadable(String why) -> List.of(why);
      case ContainerdState.Found(ContainerdConfig config) ->
          new ContainerdConfigPath(wanted, facts, config)
              .obstacle()
              .filter(reason -> !onlyRemoves)
              .map(List::of)
              .orElseGet(() -> unusable(wanted, facts));
    };
  }

  private static String missing(Facts facts) {
    return facts.at(MICROK8S) instanceof Absent
        ? "there is no containerd: neither its program on root's search path nor, in another tree,"
            + " its configuration; leave this store out for the host, or take what each host has with"
            + " --store auto"
        : "MicroK8s brings a containerd of its own; put ca.crt and hosts.toml of the registry below "
            + MICROK8S
            + " and leave this store out for the host";
  }

  private static List<String> unusable(Wanted wanted, Facts facts) {
    List<String> reasons = new ArrayList<>();
    for (String root : roots(wanted, facts)) {
      if (facts.exists(root + SPEGEL)) {
        reasons.add(
            root
                + SPEGEL
                + ": spegel manages this directory and clears it when it starts, what we would write"
                + " included; trust the CA by the host's own store (--store system) and restart"
                + " containerd (containers go on running meanwhile)");
      }
    }
    for (ContainerdRegistry registry : registries(wanted, facts)) {
      try {
        registry.hosts();
      } catch (UnusableFileException e) {
        reasons.add(e.getMessage());
      }
    }
    for (ContainerdRemoval removal : removals(wanted, facts)) {
      removal.obstacle().ifPresent(reasons::add);
    }
    return reasons;
  }

  @Override
  public void plan(Wanted wanted, Facts facts, Steps steps) {
    try {
      for (ContainerdRegistry registry : registries(wanted, facts)) {
        plan(registry, steps);
      }
      for (ContainerdRemoval removal : removals(wanted, facts)) {
        removal.plan(steps);
      }
      if (ContainerdState.of(wanted.root(), facts) instanceof ContainerdState.Found found) {
        new ContainerdConfigPath(wanted, facts, found.config()).plan(steps);
      }
    } catch (UnusableFileException e) {
      throw new IllegalStateException("an obstacle was passed over", e);
    }
  }

  @Override
  public List<LeftTrust.Kept> kept(Wanted wanted, Facts facts, AfterPlan after) {
    List<LeftTrust.Kept> kept = new ArrayList<>();
    Set<String> going = SystemFileUsers.going(wanted, facts);
    left(wanted, facts)
        .forEach(
            (directories, left) ->
                kept.addAll(left.kept(directories.others(facts, after::keeps), going)));
    removals(wanted, facts).forEach(removal -> kept.addAll(removal.kept()));
    return kept;
  }

  private static void plan(ContainerdRegistry registry, Steps steps) throws UnusableFileException {
    String root = Path.parent(registry.directory());
    above(root).forEach(steps::directory);
    steps.directory(root);
    steps.directory(registry.directory());
    // First what is named, then what names it.
    steps.takesEffect("at the next pull; nothing needs a restart");
    steps.file(registry.certificates(), Content.of(registry.wanted().content()));
    registry.changedHosts().ifPresent(hosts -> steps.edit(hosts.path(), Content.of(hosts.text())));
    registry.cautions().forEach(steps::warn);
  }

  @Override
  public List<ReadAtStart> readAtStart(Wanted wanted) {
    return wanted.spec().registryFiles().isEmpty()
        ? List.of()
        : List.of(new ReadAtStart(id(), ContainerdState.FILE));
  }

  @Override
  public StoreListing listing(TreeRoot root) {
    return new ContainerdListing(root);
  }

  @Override
  public List<Proof> proofs(Wanted wanted, Facts facts) {
    List<ContainerdRegistry> registries = registries(wanted, facts);
    List<Proof> proofs =
        new ArrayList<>(
            FileProofs.ofRegistries(
                id(),
                wanted,
                facts,
                file ->
                    registries.stream()
                        .filter(registry -> registry.wanted().equals(file))
                        .map(ContainerdRegistry::certificates)));
    LeftTrust.ofServed(wanted, facts)
        .forEach(
            (registry, left) ->
                registries.stream()
                    .filter(served -> served.wanted().registry().equals(registry))
                    .filter(served -> !left.isIn(served.directories().others(facts, facts::exists)))
                    .forEach(served -> proofs.addAll(left.goneFrom(served.certificates(), id()))));
    removals(wanted, facts).forEach(removal -> proofs.addAll(removal.proofs(id())));
    return proofs;
  }

  /** The directories above one that a host may lack. */
  private static List<String> above(String root) {
    return Path.directory(root).above().stream().filter(up -> !up.equals("/etc")).toList();
  }
}
