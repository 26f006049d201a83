// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.AbsentRegistry;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.RegistryFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Registries in a {@code certs.d} that trust a certificate which is to go, and that nobody named:
 * they are left, and told.
 *
 * @param directory the {@code certs.d}
 * @param candidates the directories of a registry
 */
record UnnamedRegistries(
    String directory, Function<Registry, List<String>> candidates, Wanted wanted, Facts facts) {
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
    return all().limit(MOST_FILES);
  }

  private Stream<String> all() {
    Set<String> named =
        Stream.concat(
                wanted.spec().registryFiles().stream().map(RegistryFile::registry),
                wanted.spec().absentRegistries().stream().map(AbsentRegistry::registry))
            .flatMap(registry -> candidates.apply(registry).stream())
            .map(candidate -> candidate + CA)
            .collect(Collectors.toSet());
    return facts.of(names()).stream().filter(path -> path.endsWith(CA) && !named.contains(path));
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
    long all = wanted.spec().absent().isEmpty() ? 0 : all().count();
    if (all > MOST_FILES) {
      warnings.add(
          "%s has %d more registries with a ca.crt; %d of them were looked at for a CA that goes"
              .formatted(directory, all, MOST_FILES));
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
