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
import java.util.List;
import java.util.Map;

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

  /** A text that cannot be read names none; a rollout says so where it matters. */
  private static Map<String, String> caFiles(PathFact registries) {
    try {
      return registries.readable().isEmpty()
          ? Map.of()
          : RegistriesYaml.of(registries.readable().get().text()).caFiles();
    } catch (YamlException e) {
      return Map.of();
    }
  }

  @Override
  public void list(Facts facts, Found found) {
    for (RancherDistribution distribution : RancherDistribution.ALL) {
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

  private static void missing(String yaml, String registry, String path, Found found) {
    found.finding(
        Kind.MISSING_FILE,
        path,
        "%s names %s for %s, which is not there; put it there, or take its name out"
            .formatted(yaml, path, registry));
  }
}
