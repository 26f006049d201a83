// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoginsTest {
  private final IOException end = new IOException("end of stream");

  private final Logins logins = new Logins(Resolver.SYSTEM);
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void repeatsWhatWasDropped() throws Exception {
    String answer =
        logins.login(
            target("127.0.0.1"),
            List.of(),
            () -> {
              if (attempts.incrementAndGet() < 3) {
                throw Faults.dropped(target("127.0.0.1"), end);
              }
              return "in";
            });

    assertThat(answer).isEqualTo("in");
    assertThat(attempts).hasValue(3);
  }

  @Test
  void repeatsNothingThatWasAnswered() {
    Target target = target("127.0.0.1");
    for (ShellException answer :
        List.of(
            Faults.denied(target, "publickey", List.of(), List.of(), end),
            Faults.noConnection(target, end),
            Faults.connecting(target, new ConnectException("Connection refused")))) {
      attempts.set(0);

      assertThatThrownBy(
              () ->
                  logins.login(
                      target,
                      List.of(),
                      () -> {
                        attempts.incrementAndGet();
                        throw answer;
                      }))
          .isSameAs(answer);
      assertThat(attempts).hasValue(1);
    }
  }

  @Test
  void letsFewInAtATimeByWhateverName() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier full = new CyclicBarrier(LoginTurns.MOST);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> futures = new ArrayList<>();
      for (int i = 0; i < 2 * LoginTurns.MOST; i++) {
        Target target = target(i % 2 == 0 ? "127.0.0.1" : "localhost");
        futures.add(
            threads.submit(
                () ->
                    logins.login(
                        target,
                        List.of(),
                        () -> {
                          most.accumulateAndGet(now.incrementAndGet(), Math::max);
                          await(full);
                          now.decrementAndGet();
                          return "in";
                        })));
      }
      for (Future<String> future : futures) {
        assertThat(future.get()).isEqualTo("in");
      }
    }

    assertThat(most).hasValue(LoginTurns.MOST);
  }

  @Test
  void letsFewerInAfterAnAddressHasDroppedOneAndMoreAgainLater() throws Exception {
    LoginTurns turns = new LoginTurns();

    turns.dropped(turns.take());
    assertThat(turns.limit()).isEqualTo(3);
    turns.dropped(turns.take());
    turns.dropped(turns.take());
    assertThat(turns.limit()).isEqualTo(1);

    for (int i = 0; i < 100; i++) {
      turns.succeeded(turns.take());
    }
    assertThat(turns.limit()).isEqualTo(LoginTurns.MOST);
  }

  @Test
  void onlyALoginThatSucceedsLetsMoreIn() throws Exception {
    LoginTurns turns = new LoginTurns();
    turns.dropped(turns.take());
    Target target = target("127.0.0.1");
    ShellException late = Faults.noConnection(target, end);

    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> attempt(turns, late)).isSameAs(late);
      Error error = new AssertionError("a bug");
      assertThatThrownBy(() -> attempt(turns, error)).isSameAs(error);
    }
    assertThat(turns.limit()).isEqualTo(LoginTurns.MOST / 2);

    for (int i = 0; i < 100; i++) {
      Logins.attempt(turns, turns.take(), () -> "in");
    }
    assertThat(turns.limit()).isEqualTo(LoginTurns.MOST);
  }

  private static void attempt(LoginTurns turns, Throwable failure) throws Exception {
    Logins.attempt(
        turns,
        turns.take(),
        () -> {
          if (failure instanceof ShellException exception) {
            throw exception;
          }
          throw (Error) failure;
        });
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Target target(String host) {
    return Targets.withoutKeys(
        host, 22, HostKeyMode.STRICT, Optional.empty(), Target.Timing.DEFAULT);
  }
}
