// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.testhosts.Patience;
import dev.hosttrust.words.Secret;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which failures to connect are worth another attempt, in each way to speak SSH. */
class PassingFaultsTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static Target target(int port, HostKeyMode mode, Duration connectTimeout) {
    return Targets.withoutKeys(
        "127.0.0.1",
        port,
        mode,
        Optional.of(Secret.of("wrong")),
        new Target.Timing(connectTimeout, Duration.ZERO, 1));
  }

  private static ShellException failure(
      Library library, int port, HostKeyMode mode, Duration connectTimeout) {
    Target target = target(port, mode, connectTimeout);
    try (Transport transport = library.open()) {
      return catchThrowableOfType(ShellException.class, () -> transport.connect(target).close());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPortThatIsClosed(Library library) {
    RawServer server = RawServer.start((socket, n) -> {});
    server.close();

    assertThat(failure(library, server.port(), HostKeyMode.OFF, SHORT))
        .matches(Faults::mayPass, "may pass")
        .hasMessageContaining("refused");
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatSaysNothing(Library library) {
    try (RawServer server =
        RawServer.start((socket, n) -> socket.getInputStream().readAllBytes())) {
      assertThat(failure(library, server.port(), HostKeyMode.OFF, SHORT))
          .matches(Faults::mayPass, "may pass");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatClosesBeforeTheLogin(Library library) {
    try (RawServer server = RawServer.start((socket, n) -> {})) {
      assertThat(failure(library, server.port(), HostKeyMode.OFF, SHORT))
          .matches(Faults::mayPass, "may pass");
    }
  }

  /** A password may have been sent, and a question may stand on somebody's phone. */
  @Test
  void noLoginThatWasUnderWay() {
    assertThat(Faults.noLogin(target(1, HostKeyMode.OFF, SHORT), new SocketTimeoutException()))
        .matches(failure -> !Faults.mayPass(failure), "is for good")
        .hasMessageContaining("connected, but not logged in within");
  }

  @ParameterizedTest
  @EnumSource
  void neitherAPasswordNorAHostKeyThatIsRefused(Library library) throws Exception {
    try (SshServer server = SshServer.setUpDefaultServer()) {
      server.setHost("127.0.0.1");
      server.setKeyPairProvider(
          KeyPairProvider.wrap(KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256)));
      server.setPasswordAuthenticator((user, password, session) -> false);
      server.start();

      assertThat(failure(library, server.getPort(), HostKeyMode.OFF, Patience.LIMIT))
          .matches(failure -> !Faults.mayPass(failure), "is for good")
          .hasMessageContaining("permission denied");
      assertThat(failure(library, server.getPort(), HostKeyMode.STRICT, Patience.LIMIT))
          .matches(failure -> !Faults.mayPass(failure), "is for good")
          .hasMessageContaining("host key");
    }
  }
}
