// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.plan.Step.RemoveDirectory;
import dev.hosttrust.agent.plan.Step.WriteFile;
import java.util.List;
import java.util.Optional;

/**
 * A host as it is once the plan of one store is done. What is read for a registry hangs on it: with
 * the last file of its own directory, the directory goes, and another one counts.
 *
 * @param steps those of the plan that change files; none where there is nothing to do
 */
record AfterPlan(Facts facts, List<Step> steps) {

  /** Whether a directory that is there stays. One that is made holds nothing but what is ours. */
  boolean keeps(String directory) {
    String parent = Path.parent(directory);
    String place = facts.real(parent) + directory.substring(parent.length());
    return facts.exists(directory)
        && steps.stream()
            .noneMatch(step -> step instanceof RemoveDirectory gone && gone.path().equals(place));
  }

  /** What a program will read at a path; empty if there is nothing. */
  Optional<Content> content(String path) {
    return steps.stream()
        .filter(step -> step instanceof WriteFile write && write.path().equals(facts.real(path)))
        .map(step -> ((WriteFile) step).content())
        .reduce((first, last) -> last)
        .or(() -> facts.content(path));
  }
}
