// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a command over SSH does, the same for each library and each server. */
class CommandContractIT {
  private static final byte[] NOTHING = {};

  @TempDir Path directory;

  static Stream<Arguments> everywhere() {
    return Arrays.stream(Library.values())
        .flatMap(
            library -> Arrays.stream(Server.values()).map(server -> Arguments.of(library, server)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void carriesInputBothOutputsAndTheExitStatus(Library library, Server server) throws Exception {
    ExecResult result = run(library, server, "cat; echo oops >&2; exit 3", bytes("hello\n"));

    assertThat(result.stdoutText()).isEqualTo("hello\n");
    assertThat(result.stderrText()).isEqualTo("oops\n");
    assertThat(result.status()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void countsASignalAsAShellDoes(Library library, Server server) throws Exception {
    assertThat(run(library, server, "kill -TERM $$", NOTHING).status()).isEqualTo(143);
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void carriesLargeInputAndLargeOutputAtTheSameTime(Library library, Server server)
      throws Exception {
    byte[] large = new byte[6 * 1024 * 1024];
    new Random(7).nextBytes(large);

    assertThat(run(library, server, "cat", large).stdout()).isEqualTo(large);
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void keepsTheFirstPartOfALongStandardErrorAndGoesOn(Library library, Server server)
      throws Exception {
    ExecResult result =
        run(library, server, "head -c 3000000 /dev/zero >&2; echo done", bytes("ignored"));

    assertThat(result.stderr()).hasSize(Command.STDERR_KEPT);
    assertThat(result.stdoutText()).isEqualTo("done\n");
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void doesNotMindACommandThatReadsNoInput(Library library, Server server) throws Exception {
    ExecResult result = run(library, server, "echo early; exit 4", new byte[5_000_000]);

    assertThat(result.stdoutText()).isEqualTo("early\n");
    assertThat(result.status()).isEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void runsSeveralCommandsOverOneConnection(Library library, Server server) throws Exception {
    try (Transport transport = library.open();
        Connection connection = transport.connect(target(server))) {
      for (int i = 0; i < 40; i++) { // each ends while its input is being closed
        assertThat(Command.run(connection, "exit " + i, NOTHING).status()).isEqualTo(i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void saysThatAHostIsOutOfProcesses(Library library) throws Exception {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start();
        Transport transport = library.open();
        Connection connection =
            transport.connect(Targets.of(host, TestUser.ROOT, directory).target())) {
      host.limitProcesses(2);

      assertThatThrownBy(() -> Command.run(connection, "true", NOTHING))
          .isInstanceOfSatisfying(
              ShellException.class,
              e -> assertThat(e.kind()).isEqualTo(ShellException.Kind.REFUSED))
          .hasMessage(
              "127.0.0.1:%d: the host refused to run a command; it may be out of processes or"
                  + " memory",
              host.port());
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void saysThatAHostOpensNoSession(Library library) {
    try (TestHost host =
        TestHosts.debian(DebianRelease.BOOKWORM).withSshdOptions("MaxSessions 0").start()) {
      Target target = Targets.of(host, TestUser.OPS, directory).target();

      assertThatThrownBy(
              () -> {
                try (Transport transport = library.open();
                    Connection connection = transport.connect(target)) {
                  Command.run(connection, "true", NOTHING);
                }
              })
          .isInstanceOfSatisfying(
              ShellException.class,
              e -> assertThat(e.kind()).isEqualTo(ShellException.Kind.REFUSED))
          .hasMessage(
              "127.0.0.1:%d: the host refused to open a session; see MaxSessions in its"
                  + " sshd_config",
              host.port());
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void failsWhenTheConnectionIsClosedFromAnotherThread(Library library, Server server)
      throws Exception {
    try (Transport transport = library.open();
        Connection connection = transport.connect(target(server))) {
      Command command = Command.start(connection, "echo started; sleep 60");
      command.transcript().await(transcript -> transcript.out().length > 0);
      Thread.ofVirtual().start(connection::close);

      assertThatThrownBy(command::finish)
          .isInstanceOf(ShellException.class)
          .hasMessage("%s: the connection was lost while a command ran", target(server).address());
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void cutsACommandOffThatWritesWithoutEnd(Library library, Server server) {
    assertThatThrownBy(() -> run(library, server, "cat /dev/zero", NOTHING))
        .isInstanceOf(ShellException.class)
        .hasMessage("the command wrote more than 16 MiB, the connection was cut");
    assertThatThrownBy(() -> run(library, server, "cat /dev/zero >&2", NOTHING))
        .isInstanceOf(ShellException.class)
        .hasMessage("the command wrote more than 16 MiB of error messages, the connection was cut");
  }

  private ExecResult run(Library library, Server server, String command, byte[] stdin)
      throws ShellException {
    try (Transport transport = library.open();
        Connection connection = transport.connect(target(server))) {
      return Command.run(connection, command, stdin);
    }
  }

  private Target target(Server server) {
    return Targets.of(server.shared(), TestUser.OPS, directory).target();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
