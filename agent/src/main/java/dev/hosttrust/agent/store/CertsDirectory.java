// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.RegistryFile;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A {@code certs.d}: a directory for each registry, with the registry's name, that holds its {@code
 * ca.crt} (Docker, "Verify repository client with certificates"). It is read at each connection, so
 * nothing needs a restart.
 */
final class CertsDirectory implements Store {
  static final CertsDirectory DOCKER = new CertsDirectory("docker", new DockerLookup());

  /** Podman, CRI-O, skopeo and buildah. */
  static final CertsDirectory PODMAN = new CertsDirectory("podman", new ContainersLookup());

  private static final String CA_FILE = "/ca.crt";

  private final String id;
  private final CertsLookup lookup;

  private CertsDirectory(String id, CertsLookup lookup) {
    this.id = id;
    this.lookup = lookup;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public List<Question<?>> questions(Wanted wanted, Facts known) {
    List<Question<?>> questions = new ArrayList<>();
    for (RegistryFile file : wanted.spec().registryFiles()) {
      Registry registry = file.registry();
      for (String directory : candidates(registry, wanted, known)) {
        parents(directory).forEach(parent -> questions.add(Path.directory(parent)));
        questions.add(Path.directory(directory));
        questions.add(Path.file(directory + CA_FILE));
      }
      questions.addAll(lookup.questions(registry, known));
      questions.addAll(ClientCertificates.questions(registry, lookup.candidates(registry, known)));
      questions.addAll(OpenShiftNode.QUESTIONS);
    }
    questions.addAll(RegistryRemoval.questions(wanted, known));
    for (RegistryRemoval removal : RegistryRemoval.all(wanted, known)) {
      for (String directory : lookup.candidates(removal.registry(), known)) {
        questions.add(Path.directory(Path.parent(directory)));
        questions.add(Path.directory(directory));
        questions.add(Path.file(directory + CA_FILE));
        questions.add(Path.file(DockerHostsToml.path(directory)));
        questions.add(new Names(directory, ""));
      }
      questions.addAll(lookup.questions(removal.registry(), known));
    }
    LeftTrust.ofRegistries(wanted, known)
        .forEach(
            (registry, left) -> {
              List<String> all = lookup.candidates(registry, known);
              all.forEach(path -> questions.add(new Names(path, "")));
              questions.addAll(left.questions(others(registry, all, known)));
            });
    return questions.stream().distinct().toList();
  }

  /**
   * Once it is known which directories win, only these, and those that must stay absent for it,
   * have to be what they should be.
   */
  private List<String> candidates(Registry registry, Wanted wanted, Facts known) {
    List<String> candidates = lookup.candidates(registry, known);
    if (known.isNone()) {
      return candidates;
    }
    List<String> winners = lookup.winners(registry, wanted, known);
    return candidates.stream()
        .filter(path -> winners.contains(path) || !known.exists(path))
        .toList();
  }

  /** The directories above one that lack on a fresh host, from the top: below /etc and /root. */
  private static List<String> parents(String directory) {
    List<String> parents = new ArrayList<>();
    int end = directory.indexOf('/', 1);
    for (end = directory.indexOf('/', end + 1); end > 0; end = directory.indexOf('/', end + 1)) {
      parents.add(directory.substring(0, end));
    }
    return parents;
  }

  @Override
  public boolean isOn(Wanted wanted, Facts facts) {
    return lookup.isOn(facts);
  }

  @Override
  public List<String> obstacles(Wanted wanted, Facts facts) {
    return OpenShiftNode.obstacles(wanted.spec(), facts);
  }

  @Override
  public void plan(Wanted wanted, Facts facts, Steps steps) {
    steps.takesEffect("at the next pull; nothing needs a restart");
    for (RegistryFile file : wanted.spec().registryFiles()) {
      List<String> winners = lookup.winners(file.registry(), wanted, facts);
      winners.stream().flatMap(path -> parents(path).stream()).distinct().forEach(steps::directory);
      for (String directory : winners) {
        steps.ownDirectory(directory);
        steps.file(directory + CA_FILE, Content.of(file.content()));
      }
      lookup.plan(file, wanted, facts, steps);
      ClientCertificates.warnings(file.registry(), winners, facts).forEach(steps::warn);
    }
    Set<String> going = SystemFileUsers.going(wanted, facts);
    RegistryRemoval.all(wanted, facts).forEach(removal -> remove(removal, going, facts, steps));
  }

  /** The directories that nobody else writes in. */
  List<String> ownRoots() {
    return lookup.ownRoots();
  }

  /** An empty directory would hide those that are looked into behind it. */
  private void remove(RegistryRemoval removal, Set<String> going, Facts facts, Steps steps) {
    for (String directory : lookup.candidates(removal.registry(), facts)) {
      String file = directory + CA_FILE;
      Set<String> gone = new LinkedHashSet<>(going);
      if (removal.goes(file)) {
        gone.add(facts.real(directory) + CA_FILE);
      }
      new DockerHostsToml(removal.registry(), directory, facts).remove(gone, steps);
      if (removal.goes(file)) {
        steps.removeWithDirectory(directory, List.of(file));
      }
      removal.keepRest(file, steps);
    }
  }

  @Override
  public List<LeftTrust.Kept> kept(Wanted wanted, Facts facts, AfterPlan after) {
    List<LeftTrust.Kept> kept = new ArrayList<>();
    LeftTrust.ofRegistries(wanted, facts)
        .forEach(
            (registry, left) -> {
              List<String> read = lookup.read(registry, facts, after::keeps);
              kept.addAll(left.kept(others(registry, read, facts)));
            });
    for (RegistryRemoval removal : RegistryRemoval.all(wanted, facts)) {
      List<String> candidates = lookup.candidates(removal.registry(), facts);
      kept.addAll(removal.kept(candidates.stream().map(path -> path + CA_FILE).toList()));
    }
    return kept;
  }

  /**
   * The files that are read for a registry and are not ours.
   *
   * @param read the directories that are
   */
  private List<String> others(Registry registry, List<String> read, Facts facts) {
    List<String> others = new ArrayList<>();
    read.forEach(path -> others.addAll(LeftTrust.certificateFiles(path, facts)));
    others.addAll(lookup.others(registry, facts));
    lookup
        .candidates(registry, facts)
        .forEach(own -> others.removeIf(path -> CaFiles.areOne(path, own + CA_FILE, facts)));
    return others;
  }

  @Override
  public StoreListing listing(TreeRoot root) {
    return new CertsListing(lookup.ownRoots());
  }

  @Override
  public List<Proof> proofs(Wanted wanted, Facts facts) {
    List<Proof> proofs =
        new ArrayList<>(
            FileProofs.ofRegistries(
                id,
                wanted,
                facts,
                file ->
                    lookup.winners(file.registry(), wanted, facts).stream()
                        .map(directory -> directory + CA_FILE)));
    LeftTrust.ofServed(wanted, facts)
        .forEach(
            (registry, left) -> {
              List<String> read = lookup.read(registry, facts, facts::exists);
              if (!left.isIn(others(registry, read, facts))) {
                lookup
                    .winners(registry, wanted, facts)
                    .forEach(path -> proofs.addAll(left.goneFrom(path + CA_FILE, id)));
              }
            });
    for (RegistryRemoval removal : RegistryRemoval.all(wanted, facts)) {
      List<String> read = lookup.read(removal.registry(), facts, facts::exists);
      if (removal.left().isIn(others(removal.registry(), read, facts))) {
        continue;
      }
      for (String directory : lookup.candidates(removal.registry(), facts)) {
        proofs.addAll(removal.proofs(id, directory + CA_FILE));
      }
    }
    return proofs;
  }
}
