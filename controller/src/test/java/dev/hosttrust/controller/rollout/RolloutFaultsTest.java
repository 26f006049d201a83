// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An error on one host, or in the report of it, affects no other host. */
class RolloutFaultsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path root;

  private final Map<String, HostResult> results =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final List<String> phases = Collections.synchronizedList(new ArrayList<>());
  private final RolloutListener listener =
      new RolloutListener() {
        @Override
        public void phase(String host, Phase phase) {
          phases.add(host + " " + phase);
        }

        @Override
        public void done(HostResult result) {
          results.put(result.host(), result);
        }
      };

  @BeforeEach
  void makeTree() throws IOException {
    Files.createDirectories(root.resolve("etc/ssl/certs"));
    Files.createDirectories(root.resolve("usr/share/ca-certificates"));
    Files.writeString(root.resolve("etc/ca-certificates.conf"), "");
  }

  private HostJob job(String name, HostJob.Opener opener) throws CertificateException {
    CaCertificate ca = CaCertificate.ofDer(TestCa.named("CA").der());
    Anchor anchor = new Anchor(new AnchorName("ca"), ca, List.of());
    Wanted wanted =
        new Wanted(new TreeRoot(root.toString()), new TrustSpec(List.of(anchor)), Stores.DEFAULT);
    return new HostJob(name, wanted, opener);
  }

  private HostResult result(String host) {
    return Objects.requireNonNull(results.get(host), host);
  }

  private static OpenShell unreachable() throws ShellException {
    throw new ShellException(ShellException.Kind.UNREACHABLE, "connection refused");
  }

  private static Rollout.Settings dryRun(
      Duration deadline, Function<Plan, List<FileDiff>> diff, int forks) {
    return new Rollout.Settings(forks, deadline, true, diff);
  }

  /** What can be thrown in the middle of work on a host. */
  static Stream<Throwable> errors() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"),
        new StackOverflowError(),
        new ExceptionInInitializerError("too many open files"),
        new IllegalStateException("a bug"));
  }

  private static void fail(Throwable error) {
    if (error instanceof RuntimeException exception) {
      throw exception;
    }
    throw (Error) error;
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorOnOneHostIsThatHostsFailureAndTheOthersAreDone(Throwable error) throws Exception {
    OpenShell breaking =
        new LocalShell() {
          @Override
          public ExecResult exec(String command, byte[] stdin) {
            fail(error);
            throw new AssertionError("not reached");
          }
        };
    List<HostJob> jobs =
        List.of(
            job(
                "bad",
                () -> {
                  fail(error);
                  return unreachable();
                }),
            job("worse", () -> breaking),
            job("good", RolloutFaultsTest::unreachable));

    Recap recap = new Rollout(dryRun(LONG, PlanDiff::of, 1), new Stop(), listener).run(jobs);

    assertThat(recap).isEqualTo(new Recap(0, 0, 0, 2, 1, 0));
    assertThat(List.of(result("bad"), result("worse")))
        .allSatisfy(
            result ->
                assertThat(((Failed) result.outcome()).reasons().getFirst())
                    .startsWith("internal error: " + error)
                    .contains("RolloutFaultsTest.java")
                    .endsWith(", nothing was changed"));
    assertThat(result("good").outcome()).isEqualTo(new Unreachable("connection refused"));
  }

  @Test
  void aListenerThatThrowsLosesNoHost() throws Exception {
    RolloutListener throwing =
        new RolloutListener() {
          @Override
          public void phase(String host, Phase phase) {
            throw new IllegalStateException(phase.toString());
          }

          @Override
          public void done(HostResult result) {
            listener.done(result);
            throw new OutOfMemoryError("while printing");
          }
        };
    Rollout rollout = new Rollout(dryRun(LONG, PlanDiff::of, 1), new Stop(), throwing);

    Recap recap =
        rollout.run(
            List.of(
                job("a", RolloutFaultsTest::unreachable),
                job("b", RolloutFaultsTest::unreachable)));

    assertThat(recap.unreachable()).isEqualTo(2);
    assertThat(results).containsOnlyKeys("a", "b");
    assertThat(rollout.listenerFailure()).containsInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStuckListenerDoesNotHoldUpAStop() throws Exception {
    Stop stop = new Stop();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    OpenShell waiting =
        new LocalShell() {
          @Override
          public ExecResult exec(String command, byte[] stdin) throws ShellException {
            begun.countDown();
            try {
              await(new CountDownLatch(1));
            } finally {
              letGo.countDown();
            }
            throw new AssertionError("not reached");
          }
        };
    RolloutListener stuck =
        new RolloutListener() {
          @Override
          public void phase(String host, Phase phase) {}

          @Override
          public void done(HostResult result) {
            if (result.host().equals("first")) {
              Thread.ofVirtual().start(stop::request);
              try {
                letGo.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            }
          }
        };

    Recap recap =
        new Rollout(dryRun(LONG, PlanDiff::of, 2), stop, stuck)
            .run(
                List.of(
                    job("second", () -> waiting),
                    job(
                        "first",
                        () -> {
                          await(begun);
                          return unreachable();
                        })));

    assertThat(recap).isEqualTo(new Recap(0, 0, 0, 0, 1, 1));
  }

  @Test
  void howAConnectionHangsUpDoesNotMatter() throws Exception {
    OpenShell rude =
        new LocalShell() {
          @Override
          public void close() {
            throw new IllegalStateException("closed already");
          }
        };

    new Rollout(dryRun(LONG, PlanDiff::of, 1), new Stop(), listener)
        .run(List.of(job("a", () -> rude)));

    assertThat(result("a").outcome()).isInstanceOf(WouldChange.class);
    assertThat(result("a").diff()).isNotEmpty();
    assertThat(phases).containsExactly("a CONNECTING", "a LOOKING");
  }

  @Test
  void aHostIsLetGoWhoseConnectionCannotBeClosed() throws Exception {
    OpenShell stubborn =
        new LocalShell() {
          @Override
          public ExecResult exec(String command, byte[] stdin) throws ShellException {
            await(new CountDownLatch(1));
            throw new AssertionError("not reached");
          }

          @Override
          public void close() {
            throw new IllegalStateException("not now");
          }
        };

    new Rollout(dryRun(Duration.ofSeconds(1), PlanDiff::of, 1), new Stop(), listener)
        .run(List.of(job("a", () -> stubborn)));

    assertThat(result("a").outcome())
        .isEqualTo(new Failed("not done within 1 s (--host-timeout), nothing was changed"));
  }

  @Test
  void aSlowDiffHoldsUpNeitherOtherHostsNorItsOwnDeadline() throws Exception {
    CountDownLatch rendering = new CountDownLatch(1);
    Function<Plan, List<FileDiff>> slow =
        plan -> {
          rendering.countDown();
          hang();
          return List.of();
        };

    Recap recap =
        new Rollout(dryRun(Duration.ofSeconds(30), slow, 2), new Stop(), listener)
            .run(
                List.of(
                    job("slow", LocalShell::new),
                    job(
                        "second",
                        () -> {
                          await(rendering);
                          return unreachable();
                        }),
                    job("third", RolloutFaultsTest::unreachable)));

    assertThat(recap).isEqualTo(new Recap(0, 0, 1, 0, 2, 0));
    assertThat(results.keySet()).containsExactly("second", "third", "slow");
    assertThat(result("slow").diff())
        .extracting(FileDiff::lines)
        .containsExactly(
            List.of("the difference is not shown: not done within 30 s (--host-timeout)"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void aDiffThatFailsLeavesTheOutcomeAsItIs(Throwable error) throws Exception {
    Function<Plan, List<FileDiff>> broken =
        plan -> {
          fail(error);
          return List.of();
        };

    new Rollout(dryRun(LONG, broken, 1), new Stop(), listener)
        .run(List.of(job("a", LocalShell::new)));

    assertThat(result("a").outcome()).isInstanceOf(WouldChange.class);
    assertThat(result("a").diff().getFirst().lines().getFirst())
        .startsWith("the difference is not shown: internal error: " + error);
  }

  @Test
  void aStopWhileItIsToldThatAHostIsChangedLeavesTheHostAsItIs() throws Exception {
    Stop stop = new Stop();
    RolloutListener slow =
        new RolloutListener() {
          @Override
          public void phase(String host, Phase phase) {
            if (phase == Phase.CHANGING) {
              stop.request();
            }
          }

          @Override
          public void done(HostResult result) {
            listener.done(result);
          }
        };

    new Rollout(new Rollout.Settings(1, LONG, false, plan -> List.of()), stop, slow)
        .run(List.of(job("a", LocalShell::new)));

    assertThat(result("a").outcome()).isEqualTo(new Skipped("interrupted before it was changed"));
    assertThat(root.resolve("usr/share/ca-certificates/local")).doesNotExist();
  }

  /** Does not even heed an interrupt, as a long computation. */
  private static void hang() {
    CountDownLatch never = new CountDownLatch(1);
    while (never.getCount() > 0) {
      try {
        never.await();
      } catch (InterruptedException e) {
        // Goes on.
      }
    }
  }

  private static void await(CountDownLatch latch) throws ShellException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new ShellException(ShellException.Kind.UNREACHABLE, "interrupted", e);
    }
  }
}
