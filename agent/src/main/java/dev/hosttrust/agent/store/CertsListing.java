// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Tree;
import java.util.List;

/**
 * What stands in the {@code certs.d} of programs that read all {@code *.crt} of a directory.
 *
 * @param roots the directories that nobody else lists
 */
record CertsListing(List<String> roots) implements StoreListing {
  CertsListing {
    roots = List.copyOf(roots);
  }

  @Override
  public List<Question<?>> questions(Facts known) {
    return List.of(tree());
  }

  private Tree tree() {
    return new Tree(roots);
  }

  @Override
  public void list(Facts facts, Found found) {
    roots.forEach(root -> new CertsTree(root, facts.of(tree()), found).list());
    found.loose(facts.of(tree()), "take it away");
  }
}
