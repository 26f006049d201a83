// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.PathFact.Link;
import dev.hosttrust.agent.facts.PathFact.LinkToFile;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.RegistryFile;
import dev.hosttrust.agent.yaml.YamlEdit;
import dev.hosttrust.agent.yaml.YamlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host with k3s or RKE2, and what is wanted there. Its registries.yaml is read once. */
final class RancherNode {
  private final RancherDistribution distribution;
  private final List<RegistryFile> files;
  private final Facts facts;
  private final Optional<RegistriesYaml> yaml;

  /** Why there is no {@link #yaml}. */
  private final String unreadable;

  /**
   * @param files the registries and their CAs
   */
  RancherNode(RancherDistribution distribution, List<RegistryFile> files, Facts facts) {
    this.distribution = distribution;
    this.files = files;
    this.facts = facts;
    Optional<RegistriesYaml> read = Optional.empty();
    String reason = "";
    try {
      read = Optional.of(RegistriesYaml.of(text(facts.at(distribution.registries()))));
    } catch (YamlException e) {
      reason = e.reason();
    }
    this.yaml = read;
    this.unreadable = reason;
  }

  List<RegistryFile> files() {
    return files;
  }

  /** The text of registries.yaml; empty where there is none. */
  static String text(PathFact registries) throws YamlException {
    if (!(registries instanceof RegularFile file)) {
      return "";
    }
    return text(file.content());
  }

  /** The same of a file that is there. */
  static String text(Content content) throws YamlException {
    String text = content.text();
    if (!Content.of(text).equals(content)) {
      throw new YamlException("it is not UTF-8");
    }
    return text;
  }

  /** The CA file that registries.yaml names for a registry, where it is not ours. */
  Optional<String> foreignCa(RegistryFile file) {
    return yaml.flatMap(read -> read.caFile(file.registry()))
        .filter(path -> path.startsWith("/") && !path.endsWith("/"))
        .filter(path -> !path.equals(distribution.caFile(file.registry())));
  }

  /** Whether that file has what is wanted. */
  private boolean isForeignRight(RegistryFile file) {
    return foreignCa(file)
        .flatMap(facts::content)
        .map(content -> fingerprints(content).containsAll(fingerprints(wanted(file))))
        .orElse(false);
  }

  private static Content wanted(RegistryFile file) {
    return Content.of(file.content());
  }

  private static List<String> fingerprints(Content content) {
    return FoundCertificates.in(content.latin1()).stream().map(CaCertificate::fingerprint).toList();
  }

  /** The file that holds the CA of a registry, or will: ours, or another that is right as it is. */
  String caFile(RegistryFile file) {
    return foreignCa(file)
        .filter(path -> isForeignRight(file))
        .orElseGet(() -> distribution.caFile(file.registry()));
  }

  /** That the files of registries do not have what goes from them. */
  List<Proof> gone(String store, Map<Registry, LeftTrust> served) {
    return files.stream()
        .flatMap(
            file ->
                Optional.ofNullable(served.get(file.registry())).stream()
                    .flatMap(left -> left.goneFrom(caFile(file), store).stream()))
        .toList();
  }

  /** Why the node must be left alone, each with the remedy. */
  List<String> obstacles() {
    String path = distribution.registries();
    if (distribution.isManaged(facts)) {
      return files.stream().map(this::managed).toList();
    }
    if (facts.at(path) instanceof Link || facts.at(path) instanceof LinkToFile) {
      return List.of(byHand("it is a symbolic link", files.getFirst()));
    }
    return yaml.map(this::obstacles)
        .orElseGet(() -> files.stream().map(file -> byHand(unreadable, file)).toList());
  }

  private List<String> obstacles(RegistriesYaml read) {
    List<String> obstacles = new ArrayList<>();
    List<RegistryFile> changed = new ArrayList<>();
    YamlEdit edit = read.edit();
    for (RegistryFile file : files) {
      try {
        if (read.nameCaFile(edit, file.registry(), caFile(file))) {
          changed.add(file);
        }
      } catch (YamlException e) {
        obstacles.add(byHand(e.reason(), file));
      }
    }
    try {
      edit.text();
    } catch (YamlException e) {
      changed.forEach(file -> obstacles.add(byHand(e.reason(), file)));
    }
    return obstacles;
  }

  private String managed(RegistryFile file) {
    return "%s; put the CA into the cluster's resource in Rancher, as spec.rkeConfig.registries.configs.\"%s\".caBundle"
        .formatted(distribution.manager(), file.registry());
  }

  private String byHand(String reason, RegistryFile file) {
    return "%s cannot be edited: %s; mend it, or put the CA into %s and add by hand: %s"
        .formatted(
            distribution.registries(),
            reason,
            distribution.caFile(file.registry()),
            RegistriesYaml.snippet(file.registry(), distribution.caFile(file.registry())));
  }

  /**
   * Where there are no obstacles.
   *
   * @param runs whether its service was found running, so that a restart that is owed is told or
   *     planned anyway
   */
  void plan(Steps steps, boolean runs) {
    try {
      edit(steps);
    } catch (YamlException e) {
      throw new IllegalStateException("no obstacle was found", e);
    }
    if (!runs) {
      restart().ifPresent(steps::warn);
    }
  }

  private void edit(Steps steps) throws YamlException {
    steps.directory(RancherDistribution.PARENT);
    steps.directory(distribution.directory());
    String restarted =
        "when %s is restarted, which leaves pods running".formatted(distribution.service(facts));
    List<String> shown = new ArrayList<>();
    RegistriesYaml read = yaml.orElseThrow();
    YamlEdit edit = read.edit();
    for (RegistryFile file : files) {
      String ca = caFile(file);
      if (read.nameCaFile(edit, file.registry(), ca)) {
        shown.add(RegistriesYaml.snippet(file.registry(), ca));
        foreignCa(file).ifPresent(old -> steps.warn(replaced(file, old, ca)));
      }
      if (read.skipsVerification(file.registry())) {
        steps.warn(
            "%s has no certificate of %s verified (insecure_skip_verify), whatever CA it names"
                .formatted(distribution.registries(), file.registry()));
      }
      if (ca.equals(distribution.caFile(file.registry()))) {
        steps.takesEffect(
            isGenerated(file) ? "at the next pull; nothing needs a restart" : restarted);
        steps.ownDirectory(distribution.caDirectory());
        steps.file(ca, wanted(file));
      }
    }
    steps.takesEffect(restarted);
    Content content = Content.of(edit.text());
    steps.edit(distribution.registries(), shown.isEmpty() ? content : content.shownAs(shown));
  }

  private String replaced(RegistryFile file, String old, String ca) {
    return "%s named %s for the CA of %s; it names %s now, and the other file stays as it is"
        .formatted(distribution.registries(), old, file.registry(), ca);
  }

  /** containerd reads what the service wrote when it started, and the CA file at each pull. */
  private Optional<String> restart() {
    List<String> stale =
        files.stream()
            .filter(file -> !isGenerated(file))
            .map(file -> file.registry().toString())
            .toList();
    String service = distribution.service(facts);
    return stale.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the CA of %s takes effect when %s is restarted, which leaves pods running: 'systemctl restart %s'"
                .formatted(String.join(", ", stale), service, service));
  }

  private boolean isGenerated(RegistryFile file) {
    String ca = '"' + caFile(file) + '"';
    return List.of(distribution.generated(file.registry()), distribution.generatedBefore2024())
        .stream()
        .flatMap(path -> facts.content(path.path()).stream())
        .anyMatch(content -> content.text().contains(ca));
  }
}
