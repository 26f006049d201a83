// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.AbsentRegistry;
import dev.hosttrust.agent.trust.RegistryFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Registries in a {@code certs.d} that trust a certificate which is to go, and that nobody named:
 * they are left, and told.
 *
 * @param directory the {@code certs.d}
 */
record UnnamedRegistries(String directory, Wanted wanted, Facts facts) {
  private static final String CA = "/ca.crt";

  /** More files than these are not looked into. */
  private static final int MOST_FILES = 100;

  /** What the host is asked, the files once it is known which there are. */
  List<Question<?>> questions() {
    if (wanted.spec().absent().isEmpty()) {
      return List.of();
    }
    List<Question<?>> questions = new ArrayList<>(List.of(names()));
    if (wanted.spec().absent().stream().anyMatch(anchor -> anchor.certificate().isEmpty())) {
      questions.addAll(local().questions(List.of()));
    }
    files().map(Path::look).forEach(questions::add);
    return questions;
  }

  private AbsentFiles local() {
    return new AbsentFiles(DebianStore.LOCAL_DIRECTORY, wanted, facts);
  }

  private Names names() {
    return new Names(directory, CA.substring(1));
  }

  private Stream<String> files() {
    Set<String> named =
        Stream.concat(
                wanted.spec().registryFiles().stream().map(RegistryFile::registry),
                wanted.spec().absentRegistries().stream().map(AbsentRegistry::registry))
            .map(registry -> directory + "/" + registry + CA)
            .collect(Collectors.toSet());
    return facts.of(names()).stream()
        .filter(path -> path.endsWith(CA) && !named.contains(path))
        .limit(MOST_FILES);
  }

  /** A warning for each registry. */
  List<String> warnings() {
    AbsentFiles local = local();
    List<String> warnings = new ArrayList<>();
    for (AbsentAnchor anchor : wanted.spec().absent()) {
      files()
          .filter(path -> trusts(path, anchor, local))
          .map(path -> warning(path, anchor))
          .forEach(warnings::add);
    }
    return warnings;
  }

  private boolean trusts(String path, AbsentAnchor anchor, AbsentFiles local) {
    return facts
        .content(path)
        .filter(content -> !CaFileCut.of(content, local.of(anchor)).gone().isEmpty())
        .isPresent();
  }

  private static String warning(String path, AbsentAnchor anchor) {
    String registry = Path.parent(path);
    return "%s still trusts %s; name its registry as well, as by --registry %s"
        .formatted(path, anchor.name(), registry.substring(registry.lastIndexOf('/') + 1));
  }
}
