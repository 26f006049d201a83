// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.words.Location;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProgramRunTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private static ProgramRun run(String script) throws Exception {
    return ProgramRun.of(
        new ProcessBuilder("sh", "-c", script), LONG, Location.of("hosts"), "it prints");
  }

  /** Such as a helper that keeps credentials for the next time. */
  @Test
  @Timeout(20)
  void whatAProgramLeavesInTheBackgroundIsNotWaitedFor() throws Exception {
    ProgramRun run =
        run("(trap '' HUP; setsid sleep 30 >/dev/null) & echo wrong >&2; echo found; exit 3");

    assertThat(run).isEqualTo(new ProgramRun(true, 3, "found\n", "wrong\n"));
  }

  @Test
  void theFirstOfTheErrorsIsKeptAndAllAreRead() throws Exception {
    ProgramRun run = run("head -c 1000000 /dev/zero | tr '\\0' x >&2; echo found");

    assertThat(run.output()).isEqualTo("found\n");
    assertThat(run.errors()).hasSize(65_536);
  }
}
