// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.facts.Question.Tree;
import dev.hosttrust.agent.facts.TreeFact.HeldFile;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step.RemoveFile;
import dev.hosttrust.agent.plan.Step.WriteFile;
import dev.hosttrust.agent.yaml.YamlException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Stream;

/**
 * Configurations that name a file of the system store as the CA of a registry. containerd pulls
 * nothing by one that names a file which is not there, so that such a file must not go while any of
 * them still names it.
 */
final class SystemFileUsers {
  private final Wanted wanted;
  private final Facts facts;
  private final SequencedSet<String> going;

  SystemFileUsers(Wanted wanted, Facts facts) {
    this.wanted = wanted;
    this.facts = facts;
    this.going = going(wanted, facts);
  }

  /** The paths that go from the system store of a host, where that store is to change. */
  static SequencedSet<String> going(Wanted wanted, Facts facts) {
    boolean mayGo =
        !wanted.spec().absent().isEmpty()
            && (wanted.stores().isAuto() || wanted.stores().includes("system"));
    return mayGo ? new DebianRemoval(wanted, facts).paths() : new LinkedHashSet<>();
  }

  /** What a host is asked where such a file is to go; nothing elsewhere. */
  List<Question<?>> questions() {
    if (going.isEmpty()) {
      return List.of();
    }
    List<Question<?>> questions = new ArrayList<>(List.of(hostsTomls()));
    RancherDistribution.ALL.forEach(d -> questions.add(Path.look(d.registries())));
    return questions;
  }

  /** Those of containerd, with the ones that k3s and RKE2 write for theirs, and of Docker. */
  private Tree hostsTomls() {
    Stream<String> configured =
        ContainerdState.of(wanted.root(), facts) instanceof ContainerdState.Found found
            ? found.config().roots().stream().filter(path -> path.startsWith("/"))
            : Stream.empty();
    List<String> roots =
        Stream.of(
                configured,
                Stream.of(ContainerdRemedy.USUAL_PATH, DockerLookup.DIRECTORY),
                RancherDistribution.ALL.stream().map(RancherDistribution::generatedDirectory))
            .flatMap(paths -> paths)
            .distinct()
            .toList();
    return new Tree(roots, "", "", HostsToml.NAME);
  }

  /** Why the host must be left alone, as the plan would leave it. */
  List<String> obstacles(Plan plan) {
    if (going.isEmpty()) {
      return List.of();
    }
    List<String> obstacles = new ArrayList<>();
    users(plan)
        .forEach(
            (user, named) ->
                going.stream()
                    .filter(path -> named.stream().anyMatch(n -> CaFiles.areOne(n, path, facts)))
                    .forEach(path -> obstacles.add(obstacle(user, path))));
    return obstacles;
  }

  /** The configurations with the files that they name. */
  private SequencedMap<String, Collection<String>> users(Plan plan) {
    SequencedMap<String, Collection<String>> users = new LinkedHashMap<>();
    for (HeldFile file : facts.of(hostsTomls()).files()) {
      if (file.name().equals(HostsToml.NAME)) {
        after(file.path(), Content.of(String.join("\n", file.text())), plan)
            .ifPresent(text -> users.put(file.path(), inHostsToml(file.path(), text)));
      }
    }
    for (RancherDistribution distribution : RancherDistribution.ALL) {
      String path = distribution.registries();
      facts
          .content(path)
          .flatMap(content -> after(path, content, plan))
          .ifPresent(text -> users.put(path, inRegistriesYaml(text)));
    }
    return users;
  }

  /** What a file will hold; empty if it goes. */
  private Optional<String> after(String path, Content before, Plan plan) {
    Optional<Content> content = Optional.of(before);
    String real = facts.real(path);
    for (var step : plan.steps()) {
      if (step instanceof WriteFile write && write.path().equals(real)) {
        content = Optional.of(write.content());
      } else if (step instanceof RemoveFile removal && removal.path().equals(real)) {
        content = Optional.empty();
      }
    }
    return content.map(Content::text);
  }

  private Collection<String> inHostsToml(String path, String text) {
    try {
      return HostsToml.read(Path.parent(path), text, facts).caFiles();
    } catch (UnusableFileException e) {
      return List.of(); // Nobody reads it.
    }
  }

  private static Collection<String> inRegistriesYaml(String text) {
    try {
      return RegistriesYaml.of(text).caFiles().values();
    } catch (YamlException e) {
      return List.of(); // The service does not start by it.
    }
  }

  private static String obstacle(String user, String path) {
    boolean isRanchers = user.contains("/rancher/");
    String remedy =
        isRanchers
            ? "take it out of registries.yaml and restart the service first"
            : "take it out of there first; hosttrust does so where the store and the registry are"
                + " named, by --store and --registry";
    return "%s names %s, which is to go, and pulls would fail then; %s"
        .formatted(user, path, remedy);
  }
}
