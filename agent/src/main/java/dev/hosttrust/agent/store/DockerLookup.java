// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.LinkFact;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.LinkTo;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.facts.Question.Tool;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.RegistryFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where dockerd looks. With Docker's own image store, that is {@code HOST:PORT} alone (moby, {@code
 * registry.hostCertsDir}). With the image store of containerd, which Docker 28 can use and later
 * versions use by default, it is what containerd reads: the first of {@code HOST_PORT_}, {@code
 * HOST:PORT} and {@code _default} that exists, and in it {@code hosts.toml}, or the {@code *.crt}
 * where there is none. Both were tried on Docker 28.5.
 */
final class DockerLookup implements CertsLookup {
  static final String DIRECTORY = "/etc/docker/certs.d";

  private static final Tool ENGINE = new Tool("dockerd");
  private static final Path ETC = Path.directory("/etc/docker");
  private static final Path DEFAULT = Path.look(DIRECTORY + "/_default");

  /** The snap has an {@code /etc/docker} of its own (canonical/docker-snap, README). */
  private static final Path SNAP = Path.look("/var/snap/docker/current");

  private static final String SNAP_DIRECTORY = SNAP.path() + DIRECTORY;

  /** The users whose services run without a login, as a rootless engine's does (loginctl(1)). */
  private static final Names LINGERING = new Names("/var/lib/systemd/linger", "");

  static String directory(Registry registry) {
    return DIRECTORY + "/" + registry;
  }

  /** {@code HOST_PORT_}, which containerd prefers. */
  private static Optional<String> preferred(Registry registry) {
    return HostDirectories.withoutColon(registry).map(name -> DIRECTORY + "/" + name);
  }

  @Override
  public List<String> roots() {
    return List.of(DIRECTORY);
  }

  @Override
  public List<String> ownRoots() {
    return List.of(DIRECTORY, SNAP_DIRECTORY);
  }

  @Override
  public List<String> candidates(Registry registry, Facts known) {
    List<String> candidates = new ArrayList<>(List.of(directory(registry)));
    preferred(registry).filter(known::exists).ifPresent(candidates::add);
    return candidates;
  }

  /** What a hosts.toml names, and what the snap and rootless engines read. */
  @Override
  public List<String> others(Registry registry, Facts known) {
    List<String> others = new ArrayList<>();
    for (String directory : candidates(registry, known)) {
      others.addAll(new DockerHostsToml(registry, directory, known).named());
    }
    others.add(SNAP_DIRECTORY + "/" + registry + "/ca.crt");
    lingering(known).stream()
        .filter(user -> known.of(rootless(user)).kind() != LinkFact.Kind.ABSENT)
        .forEach(user -> others.add(userDirectory(user, registry) + "/ca.crt"));
    return others;
  }

  @Override
  public List<String> winners(Registry registry, Wanted wanted, Facts facts) {
    return candidates(registry, facts);
  }

  @Override
  public List<Question<?>> questions(Registry registry, Facts known) {
    List<Question<?>> questions = new ArrayList<>(List.of(ENGINE, DEFAULT, SNAP, LINGERING));
    questions.add(Path.look(DockerHostsToml.path(directory(registry))));
    questions.add(Path.look(SNAP_DIRECTORY + "/" + registry + "/ca.crt"));
    preferred(registry)
        .ifPresent(
            path -> {
              questions.add(Path.look(path));
              questions.add(Path.look(DockerHostsToml.path(path)));
            });
    DockerHostsToml hostsToml = hostsToml(registry, known);
    if (hostsToml.isFile()) {
      questions.add(Path.file(DockerHostsToml.path(hostsToml.directory())));
    }
    for (String user : lingering(known)) {
      questions.add(rootless(user));
      questions.add(Path.look(userDirectory(user, registry)));
    }
    return questions;
  }

  private static List<String> lingering(Facts facts) {
    return facts.of(LINGERING).stream()
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .toList();
  }

  /** The link that lets systemd start a user's rootless engine. */
  private static LinkTo rootless(String user) {
    String units = "/home/" + user + "/.config/systemd/user/";
    return new LinkTo(units + "default.target.wants/docker.service", units + "docker.service");
  }

  private static String userDirectory(String user, Registry registry) {
    return "/home/" + user + "/.config/docker/certs.d/" + registry;
  }

  @Override
  public boolean isOn(Facts facts) {
    return facts.of(ENGINE) || facts.exists(ETC.path()) || facts.exists(SNAP.path());
  }

  @Override
  public void plan(RegistryFile file, Wanted wanted, Facts facts, Steps steps) {
    Registry registry = file.registry();
    DockerHostsToml hostsToml = hostsToml(registry, facts);
    hostsToml.plan(
        facts.real(hostsToml.directory() + "/ca.crt"), SystemFileUsers.going(wanted, facts), steps);
    if (facts.exists(DEFAULT.path()) && !facts.exists(directory(registry))) {
      steps.warn(
          ("%s is used for registries without a directory of their own by Docker 28 and later where"
                  + " it keeps images in containerd's store, and %s has one now; put what %s shall"
                  + " keep of it into %s")
              .formatted(
                  DEFAULT.path(), registry, registry, DockerHostsToml.path(directory(registry))));
    }
    if (facts.exists(SNAP.path()) && !snapHas(file, facts)) {
      steps.warn(
          "Docker is a snap on this host and does not read %s; put %s/ca.crt into %s/%s as well"
              .formatted(DIRECTORY, directory(registry), SNAP_DIRECTORY, registry));
    }
    for (String user : lingering(facts)) {
      if (facts.of(rootless(user)).kind() != LinkFact.Kind.ABSENT
          && !facts.exists(userDirectory(user, registry))) {
        steps.warn(
            "the rootless Docker of %s does not read %s; put %s/ca.crt into %s as well"
                .formatted(user, DIRECTORY, directory(registry), userDirectory(user, registry)));
      }
    }
  }

  private DockerHostsToml hostsToml(Registry registry, Facts facts) {
    return new DockerHostsToml(registry, candidates(registry, facts).getLast(), facts);
  }

  private static boolean snapHas(RegistryFile file, Facts facts) {
    return facts.at(SNAP_DIRECTORY + "/" + file.registry() + "/ca.crt") instanceof RegularFile ca
        && ca.content().equals(Content.of(file.content()));
  }
}
