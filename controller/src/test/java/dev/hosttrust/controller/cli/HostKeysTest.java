// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.demo.DemoFleet;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host keys before the start: what is shown of them, what is written, and that nobody logs in. */
class HostKeysTest {
  @TempDir private Path directory;
  private final List<Server> servers = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();
  private final StringBuilder config = new StringBuilder("Host *\n");

  /** A host with a key of its own that lets everybody in, and lets go on from there. */
  private static final class Server {
    private final SshServer sshd = SshServer.setUpDefaultServer();
    private final AtomicInteger logins = new AtomicInteger();
    private final String key;

    Server() throws IOException, GeneralSecurityException {
      var pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
      key = PublicKeyEntry.toString(pair.getPublic());
      sshd.setHost("127.0.0.1");
      sshd.setKeyPairProvider(KeyPairProvider.wrap(pair));
      sshd.setPublickeyAuthenticator(
          (user, shown, session) -> {
            logins.incrementAndGet();
            return true;
          });
      sshd.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
      sshd.start();
    }

    String name() {
      return "[127.0.0.1]:" + sshd.getPort();
    }

    String line() {
      return name() + " " + key;
    }

    String fingerprint() throws IOException, GeneralSecurityException {
      return KeyUtils.getFingerPrint(
          PublicKeyEntry.parsePublicKeyEntry(key).resolvePublicKey(null, null, null));
    }
  }

  private Server host(String name, String... variables) throws Exception {
    Server server = new Server();
    servers.add(server);
    hosts.add(
        "%s ansible_host=127.0.0.1 ansible_port=%d %s"
            .formatted(name, server.sshd.getPort(), String.join(" ", variables)));
    return server;
  }

  @AfterEach
  void stop() throws IOException {
    for (Server server : servers) {
      server.sshd.stop(true);
    }
  }

  private Path knownHosts(String... lines) throws IOException {
    return Files.write(directory.resolve("known_hosts"), List.of(lines));
  }

  private CommandLineRun.Builder prepared() throws IOException {
    Files.write(directory.resolve("hosts.ini"), hosts);
    Files.writeString(
        directory.resolve("ssh_config"),
        config
            + "UserKnownHostsFile "
            + directory.resolve("known_hosts")
            + "\nIdentityFile "
            + TestKeys.shared().plain(KeyType.ED25519).path()
            + "\nIdentityAgent none\n");
    return CommandLineRun.in(directory);
  }

  private static String[] words(String... more) {
    List<String> words =
        new ArrayList<>(List.of("host-keys", "-i", "hosts.ini", "-F", "ssh_config"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsch", "sshd", "openssh"})
  void newAndChangedKeysAreShownAndNewOnesWrittenAfterAYes(String transport) throws Exception {
    Server known = host("known");
    Server fresh = host("fresh");
    Server changed = host("changed");
    String old = changed.name() + " " + known.key;
    Path file = knownHosts(known.line(), old);

    CommandLineRun no =
        prepared().prompted(q -> Optional.of("no")).run(words("--transport", transport));

    assertThat(no.exitCode()).as(no.out() + no.err()).isEqualTo(4);
    assertThat(no.out())
        .contains("new          fresh " + fresh.name(), fresh.fingerprint())
        .doesNotContain("known " + known.name());
    assertThat(Files.readAllLines(file)).hasSize(2);

    CommandLineRun yes =
        prepared()
            .prompted(q -> Optional.of(q.equals("Please type 'yes' or 'no'") ? "yes" : "y"))
            .run(words("--transport", transport));

    assertThat(yes.exitCode()).isEqualTo(4);
    assertThat(Files.readAllLines(file)).containsExactly(known.line(), old, fresh.line());
    assertThat(yes.out())
        .contains(
            changed.fingerprint() + "  not the one in " + file + ":2", "1 new, 1 changed, 1 known");
    assertThat(servers).extracting(s -> s.logins.get()).containsOnly(0);
  }

  @Test
  void namesAreHashedWhereTheConfigurationSaysSo() throws Exception {
    Server fresh = host("fresh");
    Path file = knownHosts();
    config.append("HashKnownHosts yes\n");

    CommandLineRun run = prepared().run(words("--yes", "-o", "json"));

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("\"status\":\"new\"", "\"known_hosts_line\":\"" + fresh.line() + "\"")
        .contains("\"type\":\"written\"");
    assertThat(Files.readAllLines(file))
        .singleElement()
        .asString()
        .startsWith("|1|")
        .doesNotContain("127.0.0.1")
        .endsWith(" " + fresh.key);
    assertThat(prepared().run(words()).out()).isEqualTo("1 known\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/nope/known_hosts", "/dev/null"})
  void whatCouldNotBeWrittenIsNotSaidToBeWritten(String file) throws Exception {
    host("fresh");
    prepared();
    Files.writeString(directory.resolve("ssh_config"), "Host *\nUserKnownHostsFile " + file + "\n");

    CommandLineRun run = CommandLineRun.in(directory).run(words("--yes"));

    assertThat(run.out()).contains("1 new").doesNotContain("wrote");
  }

  @Test
  void withoutATerminalNothingIsWrittenUnlessYesIsGiven() throws Exception {
    host("fresh");
    Path file = knownHosts();

    CommandLineRun run = prepared().run(words());

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out()).contains("nothing was written", "--yes");
    assertThat(file).isEmptyFile();
  }

  /** The jump host is logged in to, once its key is known; who is behind it is not. */
  @Test
  void hostsBehindAJumpHostComeAfterIt() throws Exception {
    Server jump = new Server();
    servers.add(jump);
    Server behind =
        host("behind", "ansible_ssh_common_args='-J 127.0.0.1:%d'".formatted(jump.sshd.getPort()));
    Path file = knownHosts();

    CommandLineRun refused = prepared().prompted(q -> Optional.of("no")).run(words());

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.out())
        .contains("new          127.0.0.1 " + jump.name())
        .contains("its jump host 127.0.0.1:" + jump.sshd.getPort() + " comes first");
    assertThat(jump.logins.get()).isZero();

    CommandLineRun run = prepared().run(words("--yes"));

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(Files.readAllLines(file)).containsExactly(jump.line(), behind.line());
    assertThat(jump.logins.get()).isPositive();
    assertThat(behind.logins.get()).isZero();
  }

  @Test
  void aRolloutTouchesNoHostWhileAnotherOnesKeyIsUnknown() throws Exception {
    try (DemoFleet fleet = DemoFleet.start()) {
      Path file = fleet.directory().resolve("known_hosts");
      List<String> lines = Files.readAllLines(file);
      Files.write(file, lines.subList(1, 3));
      String[] rollout = {
        "rollout",
        "-i",
        "inventory.ini",
        "-F",
        "none",
        "--ca",
        "ca.crt",
        "--name",
        "x",
        "-o",
        "text"
      };
      Path made = fleet.directory().resolve("node2/usr/share/ca-certificates/local/x.crt");

      CommandLineRun run = CommandLineRun.in(fleet.directory()).run(rollout);

      assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(4);
      assertThat(run.out())
          .containsPattern("unreachable +node1 +127.0.0.1:\\d+: host key is unknown")
          .containsPattern(
              "skipped +node2 +not begun, because another host has an unknown host key; compare the"
                  + " keys below .*, or go on with --skip-unknown-hosts")
          .contains("Unknown host keys", lines.getFirst())
          .contains("3 hosts: 0 ok, 0 changed, 0 failed, 1 unreachable, 2 skipped");
      assertThat(made).doesNotExist();

      String[] others = java.util.Arrays.copyOf(rollout, rollout.length + 1);
      others[rollout.length] = "--skip-unknown-hosts";
      CommandLineRun without = CommandLineRun.in(fleet.directory()).run(others);

      assertThat(without.exitCode()).isEqualTo(4);
      assertThat(without.out()).contains("2 changed, 0 failed, 1 unreachable");
      assertThat(made).exists();
    }
  }
}
