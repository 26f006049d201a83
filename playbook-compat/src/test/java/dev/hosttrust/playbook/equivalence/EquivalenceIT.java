package dev.hosttrust.playbook.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real tasks, {@code hosttrust rollout} and the module from the same start states: the same
 * trees, the same steps, and check modes that come true, but for what {@link Differences} has.
 *
 * <p>{@code -Dequivalence.states=REGEX} runs the states whose names match, {@code
 * -Dequivalence.releases=REGEX} those releases; {@code -Dequivalence.write=true} writes {@code
 * docs/equivalence.md} anew.
 */
class EquivalenceIT {
  private static final String SELECTION = System.getProperty("equivalence.states", ".*");
  private static final List<StartState> STATES =
      StartStates.ALL.stream().filter(state -> state.name().matches(SELECTION)).toList();
  private static final List<DebianRelease> RELEASES =
      Stream.of(DebianRelease.values())
          .filter(
              release ->
                  release.codename().matches(System.getProperty("equivalence.releases", ".*")))
          .toList();
  private static final Path PAGE = Path.of("../docs/equivalence.md");

  @TempDir private static Path directory;
  private static Matrix matrix = new Matrix(Path.of(""), List.of(), List.of());

  @BeforeAll
  static void runMatrix() throws Exception {
    matrix = new Matrix(directory, STATES, RELEASES);
    matrix.run();
  }

  @AfterAll
  static void removeHosts() {
    matrix.close();
  }

  static Stream<Arguments> cells() {
    return STATES.stream()
        .flatMap(state -> RELEASES.stream().map(release -> Arguments.of(state, release)));
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
      if (!ours.done().isFailure()) {
        softly.assertThat(ours.trusted()).as(what + "trusted").contains("bundle", "hash");
      }
    }
    softly.assertAll();
  }

  @Test
  void everyListedDifferenceIsOfAStartState() {
    assertThat(StartStates.ALL.stream().map(StartState::name))
        .doesNotHaveDuplicates()
        .containsAll(Differences.states());
  }

  @Test
  void thePublishedMatrixIsThisOne() throws Exception {
    Assumptions.assumeTrue(
        STATES.equals(StartStates.ALL) && RELEASES.size() == DebianRelease.values().length,
        "a selection only");
    String page = EquivalencePage.of(matrix);
    if (Boolean.getBoolean("equivalence.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("docs/equivalence.md; -Dequivalence.write=true writes it anew")
        .isEqualTo(page);
  }
}
