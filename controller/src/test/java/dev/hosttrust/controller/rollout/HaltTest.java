// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import static dev.hosttrust.controller.rollout.TestJobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.agent.trust.TreeRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollout really stops once too many hosts have failed. */
class HaltTest {
  private final Map<String, Outcome> outcomes = Collections.synchronizedMap(new LinkedHashMap<>());
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final RolloutListener listener =
      new RolloutListener() {
        @Override
        public void batch(Batch batch) {
          events.add("batch " + batch.number());
        }

        @Override
        public void phase(String host, Phase phase) {
          events.add(host);
        }

        @Override
        public void done(HostResult result) {
          outcomes.put(result.host(), result.outcome());
        }
      };

  private Rollout rollout(int forks, String limit, Pauses pauses) {
    List<Portion> most = Stream.of(limit).map(Portion::parse).map(Optional::orElseThrow).toList();
    return new Rollout(
        TestJobs.dryRun(forks), new FailureLimit(most, false), pauses, new Stop(), listener);
  }

  private static List<Batch> batches(List<HostJob> hosts, int size) {
    return new Batches(List.of(Portion.hosts(size)), HostOrder.INVENTORY).of(hosts, new Random(1));
  }

  @Test
  void noHostIsBegunAfterItNotEvenOfTheSameBatch() throws InterruptedException {
    List<HostJob> hosts =
        Stream.of("bad1", "bad2", "next1", "next2", "later")
            .map(name -> job(name, TestJobs.REFUSED))
            .toList();
    Rollout rollout = rollout(1, "1", (next, stop, begun) -> events.add("pause"));

    Recap recap = rollout.runBatches(batches(hosts, 4));

    assertThat(events).containsExactly("batch 1", "bad1", "bad2");
    assertThat(outcomes)
        .containsEntry("bad1", new Failed("sudo refused"))
        .containsEntry("next1", new Skipped("halted before it was begun"))
        .containsEntry("later", new Skipped("halted before it was begun"));
    assertThat(recap).isEqualTo(new Recap(0, 0, 0, 2, 0, 3));
    assertThat(rollout.halt())
        .hasValueSatisfying(
            halt -> {
              assertThat(halt.batch()).isEqualTo(1);
              assertThat(halt.of()).isEqualTo(2);
              assertThat(halt.left()).containsExactly("next1", "next2", "later");
            });
  }

  @Test
  void hostsInFlightThatAreNotBeingChangedAreLeftAsTheyAre() throws InterruptedException {
    CountDownLatch connecting = new CountDownLatch(2);
    HostJob.Opener hanging =
        () -> {
          connecting.countDown();
          return hang(new CountDownLatch(1));
        };
    HostJob.Opener failing =
        () -> {
          return hang(connecting);
        };

    rollout(3, "0", Pauses.NONE)
        .run(List.of(job("slow1", hanging), job("slow2", hanging), job("dead", failing)));

    assertThat(outcomes)
        .containsEntry("dead", new Unreachable("connection refused"))
        .containsEntry("slow1", new Skipped("halted before it was changed"))
        .containsEntry("slow2", new Skipped("halted before it was changed"));
  }

  @Test
  void aHostThatIsBeingChangedFinishes(@TempDir Path root) throws Exception {
    Files.createDirectories(root.resolve("etc/ssl/certs"));
    Files.createDirectories(root.resolve("usr/share/ca-certificates"));
    Files.writeString(root.resolve("etc/ca-certificates.conf"), "");
    CountDownLatch changing = new CountDownLatch(1);
    CountDownLatch halted = new CountDownLatch(1);
    RolloutListener watching =
        new RolloutListener() {
          @Override
          public void phase(String host, Phase phase) {}

          @Override
          public void done(HostResult result) {
            listener.done(result);
            halted.countDown(); // the first one done is the one that fails
          }
        };
    OpenShell held =
        new LocalShell() {
          private int execs;

          @Override
          public ExecResult exec(String command, byte[] stdin) throws ShellException {
            execs++;
            if (execs == 2) { // the first one only looks
              changing.countDown();
              await(halted);
            }
            return super.exec(command, stdin);
          }
        };
    HostJob slow = new HostJob("slow", TestJobs.wanted(new TreeRoot(root.toString())), () -> held);
    HostJob dead = job("dead", () -> hang(changing));
    HostJob next =
        job(
            "next",
            () -> {
              throw new AssertionError("begun");
            });
    Rollout rollout =
        new Rollout(
            new Rollout.Settings(2, Duration.ofMinutes(5), false, plan -> List.of()),
            new FailureLimit(List.of(Portion.hosts(0)), false),
            Pauses.NONE,
            new Stop(),
            watching);

    rollout.run(List.of(slow, dead, next));

    assertThat(outcomes.get("slow")).isInstanceOf(Changed.class);
    assertThat(outcomes).containsEntry("next", new Skipped("halted before it was begun"));
  }

  @Test
  void aBatchOfWhichAllHostsFailedEndsARunWithoutALimit() throws InterruptedException {
    Rollout rollout =
        new Rollout(TestJobs.dryRun(8), FailureLimit.NONE, Pauses.NONE, new Stop(), listener);

    Recap recap = rollout.runBatches(batches(TestJobs.nodes(5), 2));

    assertThat(recap).isEqualTo(new Recap(0, 0, 0, 0, 2, 3));
    assertThat(rollout.halt()).isPresent();
  }

  @Test
  void aLimitThatIsNotExceededHaltsNothing() throws InterruptedException {
    Rollout rollout = rollout(8, "5", (next, stop, begun) -> events.add("pause"));

    Recap recap = rollout.runBatches(batches(TestJobs.nodes(5), 2));

    assertThat(recap.unreachable()).isEqualTo(5);
    assertThat(rollout.halt()).isEmpty();
    assertThat(events.stream().filter(event -> !event.startsWith("node")))
        .containsExactly("batch 1", "pause", "batch 2", "pause", "batch 3");
  }

  @Test
  void aStopInAPauseSkipsTheRest() throws InterruptedException {
    Stop stop = new Stop();
    Rollout rollout =
        new Rollout(
            TestJobs.dryRun(8),
            new FailureLimit(List.of(Portion.hosts(9)), false),
            (next, whileWaiting, begun) -> whileWaiting.request(),
            stop,
            listener);

    Recap recap = rollout.runBatches(batches(TestJobs.nodes(5), 2));

    assertThat(recap).isEqualTo(new Recap(0, 0, 0, 0, 2, 3));
    assertThat(outcomes).containsEntry("node4", new Skipped("interrupted before it was begun"));
    assertThat(events).doesNotContain("batch 2", "batch 3");
    assertThat(rollout.halt()).isEmpty();
  }

  private static void await(CountDownLatch latch) throws ShellException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new ShellException(ShellException.Kind.UNREACHABLE, "interrupted", e);
    }
  }

  /** Cannot be connected to, which is known once the latch is open. */
  private static OpenShell hang(CountDownLatch latch) throws ShellException {
    await(latch);
    throw new ShellException(ShellException.Kind.UNREACHABLE, "connection refused");
  }
}
