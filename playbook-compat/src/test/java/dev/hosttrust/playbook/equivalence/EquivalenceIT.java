// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real tasks, {@code hosttrust rollout} and the module from the same start states: the same
 * trees, the same steps, and check modes that come true, but for what {@link Differences} has.
 *
 * <p>Runs a sample of the states and releases, or {@code -Dequivalence=full} all; {@code
 * -Dequivalence.states=REGEX} and {@code -Dequivalence.releases=REGEX} run all states and releases
 * whose names match. {@code -Dequivalence.write=true} writes {@code docs/equivalence.md} anew,
 * which a run of all or of the sample can do.
 */
class EquivalenceIT {
  private static final Selection SELECTION = Selection.asked();
  private static final Path PAGE = Path.of("../docs/equivalence.md");

  @TempDir private static Path directory;
  private static Matrix matrix = new Matrix(Path.of(""), SELECTION);

  /** A full run takes a quarter of an hour on two quiet cores, and many times that on busy ones. */
  @BeforeAll
  @Timeout(value = 8, unit = TimeUnit.HOURS)
  static void runMatrix() throws Exception {
    matrix = new Matrix(directory, SELECTION);
    matrix.run();
  }

  @AfterAll
  static void removeHosts() {
    matrix.close();
  }

  static Stream<Arguments> cells() {
    return SELECTION.allStates().stream()
        .flatMap(
            state ->
                SELECTION.releases(state).stream().map(release -> Arguments.of(state, release)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cells")
  void leavesTheSame(StartState state, DebianRelease release) {
    Seen tasks = matrix.seen(state, release, Way.TASKS);
    Deliberate listed = Differences.of(state);
    SoftAssertions softly = new SoftAssertions();
    for (Way way : Way.values()) {
      String what = "'%s' on %s, %s: ".formatted(state, release, way);
      Seen host = matrix.seen(state, release, way);
      softly.assertThat(host.before()).as(what + "start state").isEqualTo(tasks.before());
      softly.assertThat(host.checked()).as(what + "check mode").isEqualTo(host.before());
    }
    for (Way way : List.of(Way.ROLLOUT, Way.MODULE)) {
      String what = "'%s' on %s, %s: ".formatted(state, release, way);
      Seen ours = matrix.seen(state, release, way);
      softly
          .assertThat(Difference.between(tasks, ours))
          .as(
              "%sdifferent from the tasks; tasks: %s, hosttrust: %s",
              what, tasks.done(), ours.done())
          .isEqualTo(listed.difference());
      softly.assertThat(ours.predicted()).as(what + "predicted").isEqualTo(ours.done());
      softly.assertThat(ours.done().failure()).as(what + "message").contains(listed.message());
      softly.assertThat(ours.leftovers()).as(what + "left over").isEmpty();
      if (!ours.done().isFailure() && state.removal()) {
        softly.assertThat(ours.trusted()).as(what + "trusted").isEmpty();
      } else if (!ours.done().isFailure()) {
        softly.assertThat(ours.trusted()).as(what + "trusted").contains("bundle", "hash");
      }
    }
    softly.assertAll();
  }

  /** What a sample cannot know, a full run says: from which states the release matters. */
  @Test
  void statesThatDependOnTheReleaseAreInEverySample() {
    assertThat(SELECTION.allStates())
        .filteredOn(state -> Stream.of(Way.values()).anyMatch(way -> isSeveral(state, way)))
        .extracting(StartState::name)
        .isSubsetOf(Selection.ON_EACH_RELEASE);
  }

  private static boolean isSeveral(StartState state, Way way) {
    return SELECTION.releases(state).stream()
            .map(release -> matrix.seen(state, release, way).done().changed())
            .distinct()
            .count()
        > 1;
  }

  @Test
  void thePublishedMatrixIsThisOne() throws Exception {
    String page = EquivalencePage.of(matrix);
    boolean everyState = SELECTION.allStates().equals(StartStates.ALL);
    if (everyState && Boolean.getBoolean("equivalence.write")) {
      Files.writeString(PAGE, page);
    }
    String published = Files.readString(PAGE);
    if (everyState) {
      assertThat(published)
          .as("docs/equivalence.md; -Dequivalence.write=true writes it anew")
          .isEqualTo(page);
    } else {
      assertThat(published.lines()).as("docs/equivalence.md").containsAll(page.lines().toList());
    }
  }
}
