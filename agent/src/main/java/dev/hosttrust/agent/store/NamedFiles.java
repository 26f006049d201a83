// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Tree;
import dev.hosttrust.agent.facts.TreeFact;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that a program's configuration names. Those in the directory where hosttrust puts them
 * are looked at together with the configuration, which saves a second look.
 *
 * @param own that directory
 * @param paths the files, as far as they are known; absolute
 */
record NamedFiles(String own, List<String> paths) {

  /** What the host is asked: the files elsewhere once it is known which ones they are. */
  List<Question<?>> questions(Facts known) {
    Tree elsewhere = elsewhere(known);
    return elsewhere.places().isEmpty() ? List.of(here()) : List.of(here(), elsewhere);
  }

  private Tree here() {
    return new Tree(List.of(own));
  }

  private Tree elsewhere(Facts known) {
    TreeFact here = known.of(here());
    return new Tree(paths.stream().distinct().filter(path -> here.at(path).isEmpty()).toList());
  }

  /** What they hold. */
  TreeFact held(Facts facts) {
    return new TreeFact(
        Stream.of(here(), elsewhere(facts))
            .flatMap(tree -> facts.of(tree).files().stream())
            .toList(),
        List.of(),
        List.of());
  }
}
