// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.RemoteProcess;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which failures to connect are worth another attempt; PassingFaultsTest has real ones. */
class RetriesTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  private final AtomicInteger attempts = new AtomicInteger();
  private final Connection connection =
      new Connection() {
        @Override
        public RemoteProcess start(String command) {
          throw new AssertionError("not called");
        }

        @Override
        public void close() {}
      };

  private Connection connect(int retries, int failing, Throwable cause) throws ShellException {
    return new Retries(retries, SHORT)
        .connect(
            () -> {
              if (attempts.incrementAndGet() > failing) {
                return connection;
              }
              throw new ShellException(
                  ShellException.Kind.UNREACHABLE, "node1:22: no connection", cause);
            });
  }

  static Stream<Throwable> passing() {
    return Stream.of(
        new ConnectException("Connection refused"),
        new NoRouteToHostException("No route to host"),
        new SocketTimeoutException("timed out"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatMayPassIsTriedAgain(Throwable cause) throws ShellException {
    assertThat(connect(3, 3, cause)).isSameAs(connection);
    assertThat(attempts).hasValue(4);
  }

  @Test
  void theLastFailureSaysHowOftenItWasTried() {
    assertThatThrownBy(() -> connect(2, 9, new ConnectException("Connection refused")))
        .isInstanceOf(ShellException.class)
        .hasMessage("node1:22: no connection (attempt 3)");
    assertThat(attempts).hasValue(3);
  }

  @Test
  void withoutRetriesThereIsOneAttempt() {
    assertThatThrownBy(() -> connect(0, 9, new ConnectException("Connection refused")))
        .hasMessage("node1:22: no connection");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void whatIsRefusedIsNotTriedAgain() {
    assertThatThrownBy(() -> connect(9, 9, new IllegalStateException("Auth fail")))
        .hasMessage("node1:22: no connection");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void pausesGrowUpToTheLongest() {
    assertThat(Stream.iterate(Duration.ofSeconds(1), Retries::longer).limit(7))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void anEndOfTheWorkOnTheHostEndsThePause() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () ->
                new Retries(1, Duration.ofDays(1))
                    .connect(
                        () -> {
                          throw new ShellException(
                              ShellException.Kind.UNREACHABLE, "refused", new ConnectException());
                        }))
        .hasMessage("refused");
    assertThat(Thread.interrupted()).isTrue();
  }
}
