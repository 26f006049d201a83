// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is run where nothing else is asked for. */
class SelectionTest {
  private static final Selection SAMPLE = Selection.sample(StartStates.ALL);

  @Test
  void theSampleHasEveryStateAndIsTheSameEachTime() {
    assertThat(SAMPLE.allStates()).isEqualTo(StartStates.ALL);
    assertThat(Selection.sample(StartStates.ALL)).isEqualTo(SAMPLE);
  }

  @Test
  void aStateIsRunOnOneReleaseOrIsListedAndRunOnEach() {
    for (StartState state : StartStates.ALL) {
      int releases =
          Selection.ON_EACH_RELEASE.contains(state.name()) ? DebianRelease.values().length : 1;
      assertThat(SAMPLE.releases(state)).as(state.name()).hasSize(releases);
    }
  }

  @Test
  void everyReleaseHasAboutAsManyStates() {
    List<Integer> sizes =
        Stream.of(DebianRelease.values()).map(release -> SAMPLE.of(release).size()).toList();

    assertThat(sizes)
        .allMatch(size -> size >= StartStates.ALL.size() / DebianRelease.values().length);
  }

  @Test
  void everyListedNameIsOfAStartState() {
    assertThat(StartStates.ALL.stream().map(StartState::name))
        .doesNotHaveDuplicates()
        .containsAll(Differences.states())
        .containsAll(Selection.ON_EACH_RELEASE);
  }
}
