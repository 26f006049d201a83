// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.testhosts.TestCa;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How hosts are run side by side; what is done on one of them is shown elsewhere. */
class RolloutTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static Wanted wanted;

  private final Map<String, Outcome> outcomes = Collections.synchronizedMap(new LinkedHashMap<>());
  private final RolloutListener listener =
      new RolloutListener() {
        @Override
        public void phase(String host, Phase phase) {}

        @Override
        public void done(HostResult result) {
          outcomes.put(result.host(), result.outcome());
        }
      };

  @BeforeAll
  static void makeSpec() throws CertificateException {
    CaCertificate ca = CaCertificate.ofDer(TestCa.named("CA").der());
    Anchor anchor = new Anchor(new AnchorName("ca"), ca, List.of());
    wanted = new Wanted(TreeRoot.SYSTEM, new TrustSpec(List.of(anchor)), Stores.DEFAULT);
  }

  private static HostJob job(String name, HostJob.Opener opener) {
    return new HostJob(name, wanted, opener);
  }

  private static ShellException refused() {
    return new ShellException(ShellException.Kind.UNREACHABLE, "connection refused");
  }

  @Test
  void runsAsManyHostsAtOnceAsItIsTold() throws InterruptedException {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    HostJob.Opener opener =
        () -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          three.countDown();
          await(three);
          running.decrementAndGet();
          throw refused();
        };
    List<HostJob> jobs = new ArrayList<>();
    IntStream.range(0, 30).forEach(i -> jobs.add(job("node" + i, opener)));

    Recap recap =
        new Rollout(new Rollout.Settings(3, LONG, true, PlanDiff::of), new Stop(), listener)
            .run(jobs);

    assertThat(most).hasValue(3);
    assertThat(recap.unreachable()).isEqualTo(30);
    assertThat(outcomes.values()).containsOnly(new Unreachable("connection refused"));
  }

  @Test
  void letsAHostGoThatTakesLongerThanItsDeadline() throws InterruptedException {
    Rollout.Settings settings = new Rollout.Settings(2, Duration.ofSeconds(1), true, PlanDiff::of);
    HangingShell hanging = new HangingShell();

    Recap recap =
        new Rollout(settings, new Stop(), listener)
            .run(
                List.of(
                    job("connects-for-ever", RolloutTest::hang),
                    job("answers-never", () -> hanging),
                    job("waits-for-a-turn", RolloutTest::hang)));

    Failed tooLate = new Failed("not done within 1 s (--host-timeout), nothing was changed");
    assertThat(outcomes)
        .containsEntry("connects-for-ever", tooLate)
        .containsEntry("answers-never", tooLate)
        .containsEntry("waits-for-a-turn", tooLate);
    assertThat(recap.failed()).isEqualTo(3);
  }

  @Test
  void saysWhatAHostWaitedForThatWasOutOfTime() throws InterruptedException {
    Rollout.Settings settings = new Rollout.Settings(1, Duration.ofMillis(200), true, PlanDiff::of);
    HostJob.Opener waiting =
        () -> {
          try {
            return hang();
          } catch (ShellException e) {
            throw new ShellException(ShellException.Kind.REFUSED, "it waited for its turn");
          }
        };

    new Rollout(settings, new Stop(), listener).run(List.of(job("patient", waiting)));

    assertThat(outcomes)
        .containsEntry(
            "patient",
            new Failed(
                "not done within 0 s (--host-timeout), nothing was changed; it waited for its"
                    + " turn"));
  }

  @Test
  void afterAStopBeginsNoHostAndLetsGoThoseThatAreNotBeingChanged() throws InterruptedException {
    Stop stop = new Stop();
    HostJob.Opener stopping =
        () -> {
          stop.request();
          return hang();
        };

    Recap recap =
        new Rollout(new Rollout.Settings(1, LONG, false, PlanDiff::of), stop, listener)
            .run(List.of(job("first", stopping), job("second", RolloutTest::hang)));

    assertThat(outcomes)
        .containsEntry("first", new Skipped("interrupted before it was changed"))
        .containsEntry("second", new Skipped("interrupted before it was begun"));
    assertThat(recap.skipped()).isEqualTo(2);
  }

  private static OpenShell hang() throws ShellException {
    await(new CountDownLatch(1));
    throw new AssertionError("not reached");
  }

  private static void await(CountDownLatch latch) throws ShellException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new ShellException(ShellException.Kind.UNREACHABLE, "interrupted", e);
    }
  }

  /** Answers only once it is closed, as a connection does. */
  private static final class HangingShell implements OpenShell {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public ExecResult exec(String command, byte[] stdin) throws ShellException {
      await(closed);
      throw new ShellException(ShellException.Kind.UNREACHABLE, "closed");
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
