// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Recap;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Reports are read by programs as well: their numbers are written alike everywhere. */
@ResourceLock(Resources.LOCALE)
class NumbersInOtherLocalesTest {
  private final Locale before = Locale.getDefault(Locale.Category.FORMAT);

  @BeforeEach
  void goToGermany() {
    Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
  }

  @AfterEach
  void goBack() {
    Locale.setDefault(Locale.Category.FORMAT, before);
  }

  @Test
  void timesHaveAPoint() {
    StringWriter out = new StringWriter();
    Duration took = Duration.ofMillis(60);
    LogReport log =
        new LogReport(
            new Lines(new PrintWriter(out), false),
            InstantSource.system(),
            new Run("id", "1.0", "rollout", false, Instant.EPOCH, Optional.empty(), List.of()),
            1);

    log.done(new HostResult("node1", new Failed("x"), List.of(), took));
    log.finished(new RunEnd(Recap.NONE, List.of(), took));

    assertThat(out.toString()).contains("node1: failed in 0.060 s", "(0.1 s)");
  }
}
