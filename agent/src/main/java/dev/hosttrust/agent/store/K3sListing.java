// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.facts.TreeFact;
import dev.hosttrust.agent.listing.Finding.Kind;
import dev.hosttrust.agent.yaml.YamlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that the {@code registries.yaml} of k3s and RKE2 names. */
final class K3sListing implements StoreListing {

  @Override
  public List<Question<?>> questions(Facts known) {
    List<Question<?>> questions = new ArrayList<>();
    for (RancherDistribution distribution : RancherDistribution.ALL) {
      questions.add(Path.look(distribution.registries()));
      questions.addAll(files(distribution, known).questions(known));
    }
    return questions;
  }

  private static NamedFiles files(RancherDistribution distribution, Facts known) {
    List<String> named = List.copyOf(caFiles(known.at(distribution.registries())).values());
    return new NamedFiles(distribution.caDirectory(), named);
  }

  /** A text that cannot be read names none. */
  private static Map<String, String> caFiles(PathFact registries) {
    return read(registries).map(RegistriesYaml::caFiles).orElse(new LinkedHashMap<>());
  }

  private static Optional<RegistriesYaml> read(PathFact registries) {
    try {
      return registries.readable().isEmpty()
          ? Optional.empty()
          : Optional.of(RegistriesYaml.of(registries.readable().get().text()));
    } catch (YamlException e) {
      return Optional.empty();
    }
  }

  @Override
  public void list(Facts facts, Found found) {
    for (RancherDistribution distribution : RancherDistribution.ALL) {
      unreadable(distribution.registries(), facts, found);
      TreeFact held = files(distribution, facts).held(facts);
      caFiles(facts.at(distribution.registries()))
          .forEach(
              (registry, path) ->
                  held.at(path)
                      .ifPresentOrElse(
                          file ->
                              found
                                  .wanted(file)
                                  .forEach(ca -> found.anchor(file.path(), registry, ca)),
                          () -> missing(distribution.registries(), registry, path, found)));
    }
  }

  private static void unreadable(String path, Facts facts, Found found) {
    PathFact there = facts.at(path);
    if (there.readable().isPresent()) {
      if (read(there).isEmpty()) {
        found.unreadable(path, "is no YAML that can be read");
      }
    } else if (there instanceof PathFact.Other other) {
      found.unreadable(path, "is " + other.what());
    } else if (!(there instanceof PathFact.Absent)) {
      found.unreadable(path, "is no file");
    }
  }

  private static void missing(String yaml, String registry, String path, Found found) {
    found.finding(
        Kind.MISSING_FILE,
        path,
        "%s names %s for %s, which is not there; put it there, or take its name out"
            .formatted(yaml, path, registry));
  }
}
