// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.yaml.YamlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What goes from a host with k3s or RKE2. Registries.yaml names the file no longer, but containerd
 * does until the service is restarted, and would pull nothing if the file were not there: so the
 * file stays until a run finds that the service has been.
 */
record RancherRemoval(
    RancherDistribution distribution, List<RegistryRemoval> removals, Facts facts) {

  /** What the host is asked. */
  List<Question<?>> questions() {
    List<Question<?>> questions = new ArrayList<>();
    questions.add(new Names(distribution.caDirectory(), ""));
    for (RegistryRemoval removal : removals) {
      questions.add(Path.file(file(removal)));
      questions.add(distribution.generated(removal.registry()));
    }
    return questions;
  }

  private String file(RegistryRemoval removal) {
    return distribution.caFile(removal.registry());
  }

  /** Why the node must be left alone. */
  List<String> obstacles() {
    try {
      return !text().equals(before()) ? refusal().stream().toList() : List.of();
    } catch (YamlException e) {
      return List.of(
          "%s cannot be edited: %s; mend it, or take the ca_file of %s out by hand"
              .formatted(distribution.registries(), e.reason(), removals.getFirst().registry()));
    }
  }

  /** Why registries.yaml must not be written. */
  private Optional<String> refusal() {
    Registry registry = removals.getFirst().registry();
    if (distribution.isManaged(facts)) {
      return Optional.of(
          "%s; take the CA out of spec.rkeConfig.registries.configs.\"%s\" there"
              .formatted(distribution.manager(), registry));
    }
    return facts.at(distribution.registries()) instanceof RegularFile
        ? Optional.empty()
        : Optional.of(
            ("%s is a symbolic link, which hosttrust does not write through; take the ca_file of %s"
                    + " out of the file that it leads to")
                .formatted(distribution.registries(), registry));
  }

  /** Registries.yaml, or what a link in its place leads to; empty where there is none. */
  private String before() throws YamlException {
    Optional<Content> content = facts.content(distribution.registries());
    return content.isPresent() ? RancherNode.text(content.get()) : "";
  }

  /** The same as it shall be. */
  private String text() throws YamlException {
    String text = before();
    for (RegistryRemoval removal : removals) {
      String file = file(removal);
      boolean isNamed =
          RegistriesYaml.of(text).caFile(removal.registry()).filter(file::equals).isPresent();
      if (isNamed && removal.goes(file)) {
        text = RegistriesYaml.withoutCaFile(text, removal.registry());
      }
    }
    return text;
  }

  /**
   * Where there are no obstacles.
   *
   * @param restarted whether the service is restarted behind the other steps
   */
  void plan(Steps steps, boolean restarted) {
    steps.takesEffect(
        "when %s is restarted, which leaves pods running".formatted(distribution.service(facts)));
    if (facts.at(distribution.registries()) instanceof RegularFile) {
      try {
        Content content = Content.of(text());
        steps.edit(distribution.registries(), content.shownAs(List.of("lines are removed")));
      } catch (YamlException e) {
        throw new IllegalStateException("no obstacle was found", e);
      }
    }
    for (RegistryRemoval removal : removals) {
      removal.keepRest(file(removal), steps);
      boolean isRead = !restarted && isStillRead(removal);
      if (isRead && facts.exists(file(removal)) && removal.goes(file(removal))) {
        steps.warn(stays(removal));
      }
    }
    steps.removeWithDirectory(distribution.caDirectory(), files(restarted));
  }

  /** The files that nothing names any more. */
  private List<String> files(boolean restarted) {
    return removals.stream()
        .filter(removal -> removal.goes(file(removal)))
        .filter(removal -> restarted || !isStillRead(removal))
        .map(this::file)
        .toList();
  }

  private String stays(RegistryRemoval removal) {
    Registry registry = removal.registry();
    return ("the CA of %s goes when %s is restarted, which leaves pods running, and %s at the next"
            + " run after that: pulls would fail where containerd still names it")
        .formatted(registry, distribution.service(facts), file(removal));
  }

  private boolean isStillRead(RegistryRemoval removal) {
    String ca = '"' + file(removal) + '"';
    return Stream.of(distribution.generated(removal.registry()), distribution.generatedBefore2024())
        .flatMap(path -> facts.content(path.path()).stream())
        .anyMatch(content -> content.text().contains(ca));
  }

  /** The CA files that keep the trust because they cannot be cut. */
  List<LeftTrust.Kept> kept() {
    return removals.stream()
        .flatMap(removal -> removal.kept(List.of(file(removal))).stream())
        .toList();
  }

  /** That the CA files do not have the certificates. */
  List<Proof> proofs(String store) {
    Optional<Content> registries = facts.content(distribution.registries());
    return removals.stream()
        .filter(
            removal -> !removal.left().isIn(distribution.others(removal.registry(), registries)))
        .flatMap(removal -> removal.proofs(store, file(removal)).stream())
        .toList();
  }
}
