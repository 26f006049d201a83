// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.testhosts.Patience;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hosts that think for a while about whom they let in: name servers, PAM, a telephone. */
class SlowLoginTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @EnumSource(Library.class)
  void waitsLongerForTheLoginThanForTheConnection(Library library) throws Exception {
    try (EmbeddedServer server = EmbeddedServer.start(() -> sleeps(SECOND.plusMillis(300)))) {
      assertThat(answer(library, server.target(new Target.Timing(SECOND, Duration.ZERO, 1))))
          .isEqualTo(EmbeddedServer.ANSWER);
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void saysThatItIsTheLoginThatTakesTooLong(Library library) throws Exception {
    CountDownLatch given = new CountDownLatch(1);
    try (EmbeddedServer server = EmbeddedServer.start(() -> isUp(given))) {
      Target.Timing timing = new Target.Timing(Patience.LIMIT, SECOND, Duration.ZERO, 1);

      assertThatThrownBy(() -> answer(library, server.target(timing)))
          .hasMessage(
              "127.0.0.1:%d: connected, but not logged in within 1 s; see what its sshd waits for",
              server.port());
    } finally {
      given.countDown();
    }
  }

  private static boolean sleeps(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static boolean isUp(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static String answer(Library library, Target target) throws ShellException {
    try (Transport transport = library.open();
        Connection connection = transport.connect(target)) {
      return Command.run(connection, "true", new byte[0]).stdoutText().strip();
    }
  }
}
