// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/** What a host was asked so far. For one thread. */
final class Asked {
  private final SequencedSet<Question<?>> questions = new LinkedHashSet<>();
  private final Set<String> paths = new HashSet<>();
  private final Set<String> workDirectories = new HashSet<>();

  void add(List<Question<?>> more) {
    questions.addAll(more);
    for (Question<?> question : more) {
      if (question instanceof Path path) {
        paths.add(path.path());
        path.workDirectory().ifPresent(workDirectories::add);
      }
    }
  }

  /**
   * Whether the host has answered a question: a path that was looked at is not asked again for
   * being written to, unless it is not known what an interrupted run left beside it.
   */
  boolean covers(Question<?> question) {
    return question instanceof Path path
        ? paths.contains(path.path())
            && path.workDirectory().stream().allMatch(workDirectories::contains)
        : questions.contains(question);
  }

  /** All, each once, in the order in which they were asked. */
  List<Question<?>> questions() {
    return List.copyOf(questions);
  }
}
