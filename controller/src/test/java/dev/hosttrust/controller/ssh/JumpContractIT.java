// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.SshKey;
import dev.hosttrust.testhosts.TestAgent;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.testhosts.TestUser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jump hosts and the agent, the same for each library. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JumpContractIT {
  private static final int INNER_PORT = 2201;
  private static final int INNERMOST_PORT = 2202;

  @TempDir Path directory;

  private TestHost outer;
  private TestHost inner;
  private TestHost innermost;

  @BeforeAll
  void start() {
    TestHosts debian12 = TestHosts.debian(DebianRelease.BOOKWORM);
    outer = debian12.start();
    inner = debian12.behind(outer, INNER_PORT).start();
    innermost = debian12.behind(outer, INNERMOST_PORT).start();
  }

  @AfterAll
  void stop() {
    innermost.close();
    inner.close();
    outer.close();
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void goesOverOneHop(Library library) throws Exception {
    Target target = of(inner, TestUser.OPS).jumps(of(outer, TestUser.ADMIN).target()).target();

    assertThat(portSeenBy(library, target)).isEqualTo(INNER_PORT);
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void goesOverTwoHops(Library library) throws Exception {
    Target target =
        of(innermost, TestUser.OPS)
            .jumps(of(outer, TestUser.ADMIN).target(), of(inner, TestUser.OPS).target())
            .target();

    assertThat(portSeenBy(library, target)).isEqualTo(INNERMOST_PORT);
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void letsTheHopResolveTheName(Library library) throws Exception {
    outer.run(
        "grep -q only-known-there /etc/hosts || echo 127.0.0.1 only-known-there >>/etc/hosts");
    Target target =
        of(inner, TestUser.OPS)
            .at("only-known-there")
            .alias("[127.0.0.1]:" + INNER_PORT)
            .jumps(of(outer, TestUser.OPS).target())
            .target();

    assertThat(portSeenBy(library, target)).isEqualTo(INNER_PORT);
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void carriesLargeInputAndOutputThroughTheHop(Library library) throws Exception {
    byte[] large = new byte[3_000_000];
    new Random(3).nextBytes(large);
    Target target = of(inner, TestUser.OPS).jumps(of(outer, TestUser.OPS).target()).target();

    try (Transport transport = library.open();
        Connection connection = transport.connect(target)) {
      assertThat(Command.run(connection, "cat", large).stdout()).isEqualTo(large);
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void checksTheHostKeyOfTheHop(Library library) {
    Path empty = Targets.write(directory, List.of());
    Target target =
        of(inner, TestUser.OPS).jumps(of(outer, TestUser.OPS).knownHosts(empty).target()).target();

    assertThatThrownBy(() -> portSeenBy(library, target))
        .hasMessageStartingWith("jump host node1: 127.0.0.1:" + outer.port())
        .hasMessageContaining("host key is unknown");
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void checksTheHostKeyBehindTheHop(Library library) {
    Path others = Targets.write(directory, outer.knownHosts());
    Target target =
        of(inner, TestUser.OPS).knownHosts(others).jumps(of(outer, TestUser.OPS).target()).target();

    assertThatThrownBy(() -> portSeenBy(library, target))
        .hasMessageStartingWith("127.0.0.1:" + INNER_PORT + ": host key is unknown");
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void saysThatTheHopDoesNotGetThere(Library library) throws Exception {
    try (TestHost lost =
        TestHosts.debian(DebianRelease.BOOKWORM).behind(outer, INNERMOST_PORT + 1).start()) {
      Target target = of(lost, TestUser.OPS).jumps(of(outer, TestUser.OPS).target()).target();
      lost.stop();

      assertThatThrownBy(() -> portSeenBy(library, target))
          .isInstanceOf(ShellException.class)
          .hasMessage(
              "127.0.0.1:%d: cannot be reached through jump host node1", INNERMOST_PORT + 1);
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void signsWithTheAgent(Library library) throws Exception {
    TestKeys keys = TestKeys.shared();
    for (KeyType type : KeyType.values()) {
      try (TestAgent agent = TestAgent.with(keys.plain(type))) {
        Target.Keys offered = new Target.Keys(List.of(), false, false, Optional.of(agent.socket()));

        assertThat(portSeenBy(library, of(outer, TestUser.OPS).keys(offered).target()))
            .as("%s", type)
            .isEqualTo(22);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void takesFromTheAgentOnlyWhatIsConfigured(Library library) throws Exception {
    SshKey stranger = TestKeys.shared().generate(KeyType.ED25519);
    SshKey locked = TestKeys.shared().encrypted(KeyType.ED25519);
    try (TestAgent agent = TestAgent.with(stranger, TestKeys.shared().plain(KeyType.ED25519))) {
      Target.Keys encrypted =
          new Target.Keys(List.of(locked.path()), true, true, Optional.of(agent.socket()));
      assertThat(portSeenBy(library, of(outer, TestUser.OPS).keys(encrypted).target()))
          .isEqualTo(22);

      Target.Keys unknown =
          new Target.Keys(List.of(stranger.path()), true, true, Optional.of(agent.socket()));
      assertThatThrownBy(() -> portSeenBy(library, of(outer, TestUser.OPS).keys(unknown).target()))
          .hasMessageContaining("permission denied (publickey); tried agent:test ed25519");
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void goesOnWithoutAnAgentThatIsGone(Library library) throws Exception {
    Path socket = directory.resolve("no-agent");
    SshKey key = TestKeys.shared().plain(KeyType.ED25519);
    Target.Keys keys = new Target.Keys(List.of(key.path()), true, false, Optional.of(socket));

    assertThat(portSeenBy(library, of(outer, TestUser.OPS).keys(keys).target())).isEqualTo(22);
  }

  private Targets of(TestHost host, TestUser user) {
    return Targets.of(host, user, directory);
  }

  /** Which of the servers in the one network the connection is to. */
  private static int portSeenBy(Library library, Target target) throws ShellException {
    try (Transport transport = library.open();
        Connection connection = transport.connect(target)) {
      String seen = Command.run(connection, "echo $SSH_CONNECTION", new byte[0]).stdoutText();
      return Integer.parseInt(seen.strip().substring(seen.strip().lastIndexOf(' ') + 1));
    }
  }
}
