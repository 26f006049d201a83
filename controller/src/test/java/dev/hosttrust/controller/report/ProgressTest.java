// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Pause;
import dev.hosttrust.controller.rollout.Phase;
import dev.hosttrust.controller.rollout.Recap;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lines at the bottom of a terminal, and what is printed above them. */
class ProgressTest {
  private static final Outcome OK = new Unchanged(new Evidence(List.of()), List.of());

  private final TinyTerminal terminal = new TinyTerminal(80);
  private final PrintWriter writer = new PrintWriter(terminal, true);
  private final CountDownLatch over = new CountDownLatch(1);
  private long seconds;
  private final Progress progress = progress(true, true);

  /** The screen never says its width by itself: the test draws when it wants to look. */
  private Progress progress(boolean shown, boolean shared) {
    Progress.Place place = new Progress.Place(new Lines(writer, false), shown, shared);
    return new Progress(
        place,
        1000,
        () -> Instant.ofEpochSecond(seconds),
        () -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return 0;
        });
  }

  @AfterEach
  void end() {
    over.countDown();
  }

  private void done(String host, Outcome outcome) {
    progress.done(new HostResult(host, outcome, List.of(), Duration.ZERO));
  }

  private void hosts(int count, Outcome outcome) {
    for (int i = 0; i < count; i++) {
      done("other" + i, outcome);
    }
  }

  /** A run of 1000 hosts, 140 seconds after it began. */
  private void halfway() {
    progress.batch(new Batch(2, 5, List.of()));
    progress.refresh(80);
    progress.phase("node007.example.com", Phase.CONNECTING);
    progress.refresh(80);
    seconds = 80;
    hosts(100, OK);
    progress.refresh(80);
    seconds = 92;
    progress.phase("node007.example.com", Phase.CHANGING);
    progress.phase("node123.example.com", Phase.LOOKING);
    seconds = 140;
    hosts(300, OK);
    hosts(12, new Failed(List.of("no")));
    hosts(3, new Unreachable("gone"));
  }

  @Test
  void saysHowFarTheRunIsAndWhoTakesTheLongest() {
    halfway();
    progress.refresh(80);

    assertThat(terminal)
        .hasToString(
            """
            2m20s, batch 2/5, 415/1000 done, 12 failed, 3 unreachable, 5/s, 1m51s left
            2 at work: node007.example.com changing 2m20s, node123.example.com looking 48s""");
  }

  @Test
  void saysOfAPauseHowLongItIsAndWhatEndsIt() {
    progress.batch(new Batch(1, 2, List.of()));
    hosts(3, OK);
    Batch next = new Batch(2, 2, List.of());
    String call = "'hosttrust continue 20261126-061200-3f9c' is called";
    progress.pausing(
        new Pause(
            next, "id", Optional.of(Duration.ofMinutes(5)), List.of("300 s have passed", call)));
    seconds = 20;
    progress.refresh(80);

    assertThat(terminal).asString().endsWith("\npaused, 4m40s left, until " + call);

    progress.pausing(new Pause(next, "id", Optional.empty(), List.of("Enter is pressed", call)));
    progress.refresh(60);

    assertThat(terminal).asString().endsWith("\npaused, until Enter is pressed");

    progress.batch(next);
    progress.refresh(60);

    assertThat(terminal).asString().doesNotContain("paused");
  }

  @Test
  void leavesOutWhatDoesNotFit() {
    halfway();

    progress.refresh(60);
    assertThat(terminal)
        .hasToString(
            """
            415/1000 done, 12 failed, 3 unreachable, 1m51s left
            2 at work: node007.example.com changing 2m20s""");
    progress.refresh(40);
    assertThat(terminal)
        .hasToString(
            """
            415/1000 done, 12 failed, 3 unreachable
            2 at work: node007.example.com changin…""");
    progress.refresh(10);
    assertThat(terminal)
        .hasToString(
            """
            415/1000…
            2 at wor…""");
  }

  @Test
  void whatIsPrintedMeanwhileStandsAbove() {
    progress.phase("a", Phase.CONNECTING);
    progress.refresh(80);

    progress.aside(() -> writer.println("one"));
    progress.interject(() -> writer.println("two"));
    assertThat(terminal).hasToString("one\ntwo");
    progress.refresh(80);

    assertThat(terminal).hasToString("one\ntwo\n0s, 0/1000 done\n1 at work: a connecting 0s");
    done("a", OK);
    progress.refresh(80);
    assertThat(terminal).hasToString("one\ntwo\n0s, 1/1000 done");
    progress.finished(new RunEnd(Recap.NONE, List.of(), Duration.ZERO));
    progress.refresh(80);
    assertThat(terminal).hasToString("one\ntwo");
  }

  /** The lines are told first, and come back as soon as the host's line is printed. */
  @Test
  void countsTheHostThatWasJustPrinted() {
    progress.phase("a", Phase.CONNECTING);
    progress.phase("b", Phase.CONNECTING);
    progress.refresh(80);

    done("a", OK);
    progress.aside(() -> writer.println("ok  a"));

    assertThat(terminal).hasToString("ok  a\n0s, 1/1000 done\n1 at work: b connecting 0s");
  }

  @Test
  void isAwayWhileTheProgramIsInTheBackgroundAndWipesNothingThere() {
    progress.phase("a", Phase.CONNECTING);
    progress.refresh(80);

    progress.refresh(0);
    writer.println("\r\u001b[J$ ls");
    progress.aside(() -> writer.println("changed  a"));
    assertThat(terminal).hasToString("$ ls\nchanged  a");

    progress.refresh(80);
    assertThat(terminal.toString()).startsWith("$ ls\nchanged  a\n0s, 0/1000 done\n");
  }

  @Test
  void isNotShownWhereThereIsNoTerminal() {
    Progress hidden = progress(false, true);

    hidden.phase("a", Phase.CONNECTING);
    hidden.aside(() -> writer.println("one"));
    hidden.finished(new RunEnd(Recap.NONE, List.of(), Duration.ZERO));

    assertThat(terminal).hasToString("one");
  }

  @Test
  void hostsThatWereSkippedAreDoneToo() {
    done("a", new Skipped("halted"));
    seconds = 7200;
    progress.refresh(80);

    assertThat(terminal).hasToString("2h00m, 1/1000 done");
  }
}
