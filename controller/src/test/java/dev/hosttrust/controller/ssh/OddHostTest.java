// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.words.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.command.CommandFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that let everybody in and then do what no sshd does. */
class OddHostTest {
  @ParameterizedTest
  @EnumSource(Library.class)
  void saysThatACommandIsRefused(Library library) throws Exception {
    try (SshServer server =
        start(
            (channel, line) -> {
              throw new IOException("no more processes");
            })) {
      assertFails(
          library,
          server,
          ShellException.Kind.REFUSED,
          "the host refused to run a command; it may be out of processes or memory");
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void saysThatThereIsNoExitStatus(Library library) throws Exception {
    try (SshServer server = start(command -> command.channel().close(false))) {
      assertFails(
          library,
          server,
          ShellException.Kind.REFUSED,
          "the host ended the command without an exit status; see its log");
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void saysThatAnExitStatusIsNone(Library library) throws Exception {
    try (SshServer server = start(command -> command.exit().onExit(1_627_389_952))) {
      assertFails(
          library,
          server,
          ShellException.Kind.REFUSED,
          "the host gave exit status 1627389952, which no command can have");
    }
  }

  /** ssh takes such messages without a word; the deadline of the host is the bound there. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPENSSH")
  void cutsAHostOffThatSendsMessagesWithoutEndThatMeanNothing(Library library) throws Exception {
    try (SshServer server =
        start(
            command -> {
              byte[] kib32 = new byte[32 * 1024];
              Session session = command.channel().getSession();
              while (session.isOpen()) {
                Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_IGNORE, kib32.length + 4);
                buffer.putBytes(kib32);
                session.writePacket(buffer).verify();
              }
            })) {
      assertFails(
          library,
          server,
          ShellException.Kind.UNREACHABLE,
          "the host sent more than 64 MiB, the connection was cut");
    }
  }

  private void assertFails(
      Library library, SshServer server, ShellException.Kind kind, String message) {
    assertThatThrownBy(
            () -> {
              try (Transport transport = library.open();
                  Connection connection = transport.connect(target(server.getPort()))) {
                dev.hosttrust.controller.ssh.Command.run(connection, "true", new byte[0]);
              }
            })
        .isInstanceOfSatisfying(ShellException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessage("127.0.0.1:%d: %s", server.getPort(), message);
  }

  private static Target target(int port) {
    return Targets.withoutKeys(
        "127.0.0.1", port, HostKeyMode.OFF, Optional.of(Secret.of("any")), Target.Timing.DEFAULT);
  }

  private static SshServer start(Deed deed) throws Exception {
    return start((channel, line) -> new OddCommand(deed));
  }

  private static SshServer start(CommandFactory commands) throws Exception {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(
        KeyPairProvider.wrap(KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256)));
    server.setPasswordAuthenticator((user, password, session) -> true);
    server.setCommandFactory(commands);
    server.start();
    return server;
  }

  private interface Deed {
    void run(OddCommand command) throws Exception;
  }

  /** Does its deed in place of the command. */
  private static final class OddCommand implements Command {
    private final Deed deed;
    private @Nullable ChannelSession channel;
    private @Nullable ExitCallback exit;

    OddCommand(Deed deed) {
      this.deed = deed;
    }

    ChannelSession channel() {
      return Objects.requireNonNull(channel);
    }

    ExitCallback exit() {
      return Objects.requireNonNull(exit);
    }

    @Override
    public void start(ChannelSession with, Environment environment) throws IOException {
      channel = with;
      Thread.ofVirtual().start(this::run);
    }

    private void run() {
      try {
        deed.run(this);
      } catch (Exception e) {
        // the client has had enough
      }
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }

    @Override
    public void setInputStream(InputStream in) {}

    @Override
    public void setOutputStream(OutputStream out) {}

    @Override
    public void setErrorStream(OutputStream err) {}

    @Override
    public void destroy(ChannelSession with) {}
  }
}
