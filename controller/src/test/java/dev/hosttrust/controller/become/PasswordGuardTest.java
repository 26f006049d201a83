// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.testhosts.Patience;
import dev.hosttrust.words.Secret;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PasswordGuardTest {
  private static final Secret PASSWORD = Secret.of("one");

  private final PasswordGuard guard = new PasswordGuard();
  private final PasswordGuard patient = new PasswordGuard(Patience.LIMIT);

  @Test
  void doesNotTryARefusedPasswordAgain() throws Exception {
    try (PasswordGuard.Attempt attempt = guard.begin(PASSWORD, "node1")) {
      attempt.refused();
    }

    assertThatThrownBy(() -> guard.begin(PASSWORD, "node2"))
        .isInstanceOfSatisfying(
            ShellException.class, e -> assertThat(e.kind()).isEqualTo(ShellException.Kind.REFUSED))
        .hasMessage("sudo password not tried: it was refused on node1");
    assertThatThrownBy(() -> guard.check(Secret.of("one"))).hasMessageContaining("node1");
  }

  @Test
  void judgesEachPasswordForItself() throws Exception {
    try (PasswordGuard.Attempt attempt = guard.begin(PASSWORD, "node1")) {
      attempt.refused();
    }

    guard.check(Secret.of("two"));
    guard.begin(Secret.of("two"), "node2").close();
  }

  @Test
  void letsAllTryOnceThePasswordWasAccepted() throws Exception {
    try (PasswordGuard.Attempt first = guard.begin(PASSWORD, "node1")) {
      first.accepted();
      try (PasswordGuard.Attempt second = guard.begin(PASSWORD, "node2")) {
        second.accepted();
      }
    }
  }

  @Test
  void letsTheNextOneTryWhenAnAttemptCameToNothing() throws Exception {
    guard.begin(PASSWORD, "node1").close();

    guard.begin(PASSWORD, "node2").close();
  }

  @Test
  void keepsTheOthersWaitingForTheFirst() throws Exception {
    FutureTask<String> second = new FutureTask<>(() -> tryOn("node2"));
    Thread thread = new Thread(second);
    try (PasswordGuard.Attempt first = patient.begin(PASSWORD, "node1")) {
      thread.start();
      Patience.until(
          () -> thread.getState() == Thread.State.TIMED_WAITING,
          () -> "node2 is " + thread.getState());
      first.refused();
    }

    assertThat(second.get()).isEqualTo("sudo password not tried: it was refused on node1");
  }

  @Test
  void letsTheNextOneTryWhereAHostKeepsSilent() throws Exception {
    PasswordGuard impatient = new PasswordGuard(Duration.ofMillis(100));

    PasswordGuard.Attempt silent = impatient.begin(PASSWORD, "node1");
    impatient.begin(PASSWORD, "node2").refused();

    assertThatThrownBy(() -> impatient.begin(PASSWORD, "node3"))
        .hasMessage("sudo password not tried: it was refused on node2");
    silent.close();
  }

  @Test
  void letsOneAtATimePassAHostThatKeepsSilent() throws Exception {
    PasswordGuard impatient = new PasswordGuard(Duration.ofSeconds(3));
    impatient.begin(PASSWORD, "node1");
    AtomicInteger trying = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> others =
          Stream.of("node2", "node3", "node4")
              .map(
                  host ->
                      threads.submit(
                          () -> {
                            try (PasswordGuard.Attempt attempt = impatient.begin(PASSWORD, host)) {
                              trying.incrementAndGet();
                              attempt.refused();
                              return "tried";
                            } catch (ShellException e) {
                              return e.getMessage();
                            }
                          }))
              .toList();
      for (Future<String> other : others) {
        other.get();
      }
    }

    assertThat(trying).hasValue(1);
  }

  @Test
  void saysWhichHostItWaitedFor() throws Exception {
    guard.begin(PASSWORD, "node1");
    Thread.currentThread().interrupt(); // as at the end of a host's time

    assertThatThrownBy(() -> guard.begin(PASSWORD, "node2"))
        .isInstanceOfSatisfying(
            ShellException.class, e -> assertThat(e.kind()).isEqualTo(ShellException.Kind.REFUSED))
        .hasMessage("it waited for the sudo password to be tried on node1");
    assertThat(Thread.interrupted()).isTrue();
  }

  private String tryOn(String host) {
    try (PasswordGuard.Attempt attempt = patient.begin(PASSWORD, host)) {
      attempt.accepted();
      return "tried";
    } catch (ShellException e) {
      return e.getMessage();
    }
  }
}
