// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
  @TempDir private static Path directory;

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "0123456789ab, $Format:%H$, 0123456789ab",
    "0123456789ab-dirty, $Format:%H$, 0123456789ab-dirty",
    "'', 0123456789abcdef0123456789abcdef01234567, 0123456789ab",
    "'', $Format:%H$, unknown",
  })
  void theCommitIsWhatGitSaidToMavenOrItsArchiveOrUnknown(
      String built, String archive, String shown) {
    assertThat(Version.commit(built, archive)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "rollout --version", "show -V"})
  void everyCommandSaysTheVersionItsCommitAndJavas(String args) {
    CommandLineRun run = CommandLineRun.in(directory).run(args.split(" "));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .matches(
            "hosttrust \\S.* \\(commit ([0-9a-f]{12}(-dirty)?|unknown)\\)\\R"
                + "Java 2\\d.* \\(.+\\), Linux \\w+\\R");
  }
}
