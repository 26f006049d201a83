// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.process.TestEnvironment;
import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.words.Findings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log file of a run that is halted or interrupted: its workers are interrupted, and log. */
class InterruptedLogFileTest {
  @TempDir private Path directory;

  @Test
  void hasWhatAnInterruptedThreadSaysAndAllThatComesAfterIt() throws Exception {
    Findings findings = new Findings();
    try (LogFile log =
        LogFile.open(TestEnvironment.in(directory, Map.of()), new WatchFlags("log"), findings)) {
      Lines lines = log.lines().orElseThrow();
      Thread worker =
          Thread.ofVirtual()
              .start(
                  () -> {
                    Thread.currentThread().interrupt();
                    lines.println("node1: connecting");
                    lines.flush();
                  });
      worker.join();
      lines.println("node2: changed");
      lines.flush();

      assertThat(log.failure()).isEmpty();
    }

    findings.throwIfFailed();
    assertThat(Files.readAllLines(directory.resolve("log")))
        .containsExactly("node1: connecting", "node2: changed");
  }
}
