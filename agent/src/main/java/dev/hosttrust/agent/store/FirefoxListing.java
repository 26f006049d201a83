// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.TreeFact;
import dev.hosttrust.agent.listing.Finding.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that Firefox's policies list. Of a name without a directory, which Firefox looks up
 * among the user's files too, nothing is known.
 */
final class FirefoxListing implements StoreListing {

  @Override
  public List<Question<?>> questions(Facts known) {
    List<Question<?>> questions = new ArrayList<>(PoliciesSource.looks());
    questions.addAll(files(known).questions(known));
    return questions;
  }

  private static NamedFiles files(Facts known) {
    List<String> named =
        FirefoxPolicies.installed(PoliciesSource.of(known).content().latin1()).stream()
            .filter(path -> path.startsWith("/"))
            .toList();
    return new NamedFiles(FirefoxStore.OWN, named);
  }

  @Override
  public void list(Facts facts, Found found) {
    NamedFiles files = files(facts);
    TreeFact held = files.held(facts);
    for (String path : files.paths()) {
      held.at(path)
          .ifPresentOrElse(
              file -> found.wanted(file).forEach(ca -> found.anchor(file.path(), ca)),
              () ->
                  found.finding(
                      Kind.MISSING_FILE,
                      path,
                      "%s lists %s, which is not there; put it there, or take its name out"
                          .formatted(PoliciesSource.of(facts).path(), path)));
    }
  }
}
