// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unreachable;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of a host whose work was cut short; {@link RolloutTest} shows that it is. */
class RunControlTest {
  private static final Unreachable LOST = new Unreachable("the connection was closed");

  private final RunControl control = new RunControl(Duration.ofSeconds(20));

  @AfterEach
  void forgetTheInterrupt() {
    control.end();
  }

  @Test
  void aDeadlineDuringAWaitForOthersNamesThem() {
    control.beginChange();
    control.waiting("another rollout (process 12)");
    control.deadlinePassed();

    assertThat(control.explained(new Failed("interrupted while it waited; nothing was changed")))
        .isEqualTo(
            new Failed(
                "not done within 20 s (--host-timeout), part of it waiting for another rollout"
                    + " (process 12), nothing was changed"));
  }

  @Test
  void aDeadlineDuringOurOwnChangeAfterAWaitDoesNotBlameTheOthersAlone() {
    control.beginChange();
    control.waiting("another rollout (process 12)");
    control.beginChange();
    control.deadlinePassed();

    assertThat(control.explained(LOST))
        .isEqualTo(
            new Failed(
                "not done within 20 s (--host-timeout), part of it waiting for another rollout"
                    + " (process 12); the host finishes or undoes its change by itself; run again"
                    + " to see"));
  }

  @Test
  void aStopDuringAChangeTakesEffectWhereTheChangeTurnsOutToWait() {
    control.beginChange();
    control.stop(RunControl.Cut.INTERRUPT);
    assertThat(control.isChanging()).isTrue();

    control.waiting("another rollout (process 12)");

    assertThat(control.beginChange()).isFalse();
    assertThat(control.explained(LOST)).isEqualTo(new Skipped("interrupted before it was changed"));
  }
}
