// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.Library;
import dev.hosttrust.controller.ssh.Server;
import dev.hosttrust.controller.ssh.Targets;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.controller.ssh.local.LocalTransport;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import dev.hosttrust.words.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Becoming root by the real sudo and doas. */
class EscalationIT {
  private static final String SUDO_LOG = "/var/log/sudo.log";
  private static final byte[] SCRIPT =
      "id -un\ncat <<END\nrest of the input\nEND\n".getBytes(StandardCharsets.UTF_8);
  private static final Become SUDO = TestSudo.root(Optional.empty());
  private static final Become WITH_PASSWORD =
      TestSudo.root(Optional.of(Secret.of(TestUser.PASSWORD)));

  @TempDir Path directory;

  private final PasswordGuard guard = new PasswordGuard();

  static Stream<Arguments> everyShellEverywhere() {
    return Stream.of(
            TestUser.IN_BASH, TestUser.IN_DASH, TestUser.IN_ZSH, TestUser.IN_FISH, TestUser.NOISY)
        .flatMap(user -> Arrays.stream(Server.values()).map(server -> Arguments.of(user, server)));
  }

  @ParameterizedTest
  @MethodSource("everyShellEverywhere")
  void worksFromEveryLoginShellAndThroughItsNoise(TestUser user, Server server) throws Exception {
    ExecResult result = exec(Library.JSCH, server.shared(), user, SUDO, "sh -s");

    assertThat(result.stdoutText()).isEqualTo("root\nrest of the input\n");
    assertThat(result.status()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void givesThePasswordWhenAskedAndNotToTheCommand(Library library) throws Exception {
    for (Server server : Server.values()) {
      ExecResult result = exec(library, server.shared(), TestUser.ADMIN, WITH_PASSWORD, "sh -s");

      assertThat(result.stdoutText()).as("%s", server).isEqualTo("root\nrest of the input\n");
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void doesNotHandThePasswordToACommandThatNeedsNone(Library library) throws Exception {
    ExecResult result = exec(library, debian12(), TestUser.OPS, WITH_PASSWORD, "cat");

    assertThat(result.stdout()).isEqualTo(SCRIPT);
  }

  @Test
  void passesTheCommandsOwnStatusAndOutputsOn() throws Exception {
    byte[] script = "echo out; echo err >&2; exit 7\n".getBytes(StandardCharsets.UTF_8);
    try (Transport transport = Library.JSCH.open();
        Connection connection =
            transport.connect(Targets.of(debian12(), TestUser.OPS, directory).target())) {
      ExecResult result =
          new EscalatedShell(connection, SUDO, "node1", guard).exec("sh -s", script);

      assertThat(result.status()).isEqualTo(7);
      assertThat(result.stdoutText()).isEqualTo("out\n");
      assertThat(result.stderrText()).isEqualTo("err\n");
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void triesAWrongPasswordOnceOnTheWholeFleet(Library library) throws Exception {
    Become wrong = TestSudo.root(Optional.of(Secret.of("wrong")));
    List<TestHost> hosts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i++) {
        TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start();
        hosts.add(host);
        host.writeFile("/etc/sudoers.d/log", "Defaults logfile=" + SUDO_LOG + "\n", 0440);
      }
      List<Future<String>> refusals =
          hosts.stream()
              .map(host -> threads.submit(() -> refusal(library, host, TestUser.ADMIN, wrong)))
              .toList();

      List<String> messages = new ArrayList<>();
      for (Future<String> refusal : refusals) {
        messages.add(refusal.get());
      }
      assertThat(messages)
          .containsOnlyOnce("sudo password refused")
          .filteredOn(m -> m.startsWith("sudo password not tried: it was refused on node"))
          .hasSize(2);
      assertThat(hosts.stream().flatMap(EscalationIT::failedPasswords))
          .singleElement()
          .asString()
          .contains("1 incorrect password attempt");
    } finally {
      hosts.forEach(TestHost::close);
    }
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void saysWhyItWasRefused(Server server) throws Exception {
    TestHost host = server.shared();

    assertThat(refusal(host, TestUser.ADMIN, SUDO))
        .isEqualTo("sudo wants a password: give one with -K");
    assertThat(refusal(host, TestUser.NEEDS_TTY, SUDO))
        .isEqualTo("sudo wants a terminal here: remove requiretty from its sudoers");
    assertThat(refusal(host, TestUser.NOSUDO, SUDO))
        .isEqualTo("sudo wants a password: give one with -K");
    assertThat(refusal(host, TestUser.OPS, new Become.Doas("root", "doas")))
        .isEqualTo("doas.conf does not permit the login user to become root");
    assertThat(refusal(host, TestUser.OPS, new Become.Doas("root", "no-doas")))
        .isEqualTo("no-doas is not installed: use another ansible_become_method");
  }

  @Test
  void saysThatTheUserIsNotInSudoers() throws Exception {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      host.run("echo 'nosudo:" + TestUser.PASSWORD + "' | chpasswd");

      assertThat(refusal(host, TestUser.NOSUDO, WITH_PASSWORD))
          .isEqualTo("the login user is not in the sudoers file: log in as another one, or add it");
    }
  }

  @Test
  void saysThatSudoIsMissing() throws Exception {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).withoutSudo().shared();

    assertThat(refusal(host, TestUser.OPS, SUDO))
        .isEqualTo("sudo is not installed: log in as root, or set ansible_become_method");
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void becomesRootByDoas(Server server) throws Exception {
    ExecResult result =
        exec(
            Library.JSCH, server.shared(), TestUser.DOER, new Become.Doas("root", "doas"), "sh -s");

    assertThat(result.stdoutText()).isEqualTo("root\nrest of the input\n");
  }

  @Test
  void runsTheCommandAsItIsWithoutBecome() throws Exception {
    ExecResult result = exec(Library.JSCH, debian12(), TestUser.OPS, new Become.None(), "sh -s");

    assertThat(result.stdoutText()).isEqualTo("ops\nrest of the input\n");
  }

  @Test
  void refusesACommandThatShellsReadDifferently() {
    EscalatedShell shell =
        new EscalatedShell(
            new LocalTransport().connect(Targets.of(debian12(), TestUser.OPS, directory).target()),
            SUDO,
            "node1",
            guard);

    assertThatThrownBy(() -> shell.exec("echo 'x'", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String refusal(TestHost host, TestUser user, Become become) throws ShellException {
    return refusal(Library.JSCH, host, user, become);
  }

  private String refusal(Library library, TestHost host, TestUser user, Become become)
      throws ShellException {
    try (Transport transport = library.open();
        Connection connection = transport.connect(Targets.of(host, user, directory).target())) {
      EscalatedShell shell = new EscalatedShell(connection, become, "node" + host.port(), guard);
      ExecResult result = shell.exec("sh -s", SCRIPT);
      return "not refused: " + result.stdoutText();
    } catch (ShellException e) {
      assertThat(e.kind()).isEqualTo(ShellException.Kind.REFUSED);
      return e.getMessage();
    }
  }

  private ExecResult exec(
      Library library, TestHost host, TestUser user, Become become, String command)
      throws ShellException {
    try (Transport transport = library.open();
        Connection connection = transport.connect(Targets.of(host, user, directory).target())) {
      return new EscalatedShell(connection, become, "node1", guard).exec(command, SCRIPT);
    }
  }

  private static Stream<String> failedPasswords(TestHost host) {
    return host.run("cat " + SUDO_LOG + " 2>/dev/null || true")
        .replace("\n    ", " ")
        .lines()
        .filter(line -> line.contains("incorrect password"));
  }

  private static TestHost debian12() {
    return Server.OPENSSH_9_2.shared();
  }
}
