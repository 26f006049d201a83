// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.controller.rollout.HostResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogReportTest {
  private static final Instant NOW = Instant.parse("2026-11-02T03:04:05Z");

  @Test
  void tellsOfEachDaemonWhetherItOwesARestart() {
    StringWriter out = new StringWriter();
    Run run = new Run("id", "1.0", "rollout", false, NOW, Optional.empty(), List.of());
    LogReport report =
        new LogReport(new Lines(new PrintWriter(out), false), InstantSource.fixed(NOW), run, 1);
    DaemonState stale = new DaemonState("docker", "docker", NOW, List.of("/b", "/c"));
    DaemonState fresh = new DaemonState("k3s", "k3s-agent", NOW, List.of());

    report.done(
        new HostResult(
            "node1",
            new Unchanged(new Evidence(List.of(), List.of(stale, fresh)), List.of()),
            List.of(),
            Duration.ZERO));

    assertThat(out.toString().lines().skip(2))
        .containsExactly(
            "2026-11-02T03:04:05Z node1:   daemon docker (docker.service), started"
                + " 2026-11-02T03:04:05Z: owes a restart for /b, /c",
            "2026-11-02T03:04:05Z node1:   daemon k3s (k3s-agent.service), started"
                + " 2026-11-02T03:04:05Z: sees the trust");
  }
}
