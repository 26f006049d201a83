// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.LocalProcess;
import dev.hosttrust.testhosts.SshKey;
import dev.hosttrust.testhosts.TestAgent;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Hosts whose SSH configuration asks for what only the machine's own ssh can do, reached with the
 * default transport, as operators have them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("it looks for programs and files that others have as well")
class BySshIT {
  /** A keyword that the libraries do not follow. */
  private static final String ONLY_SSH = "AddressFamily inet";

  private static final TestKeys KEYS = TestKeys.shared();
  private static final SshKey AUTHORIZED = KEYS.plain(KeyType.ED25519);

  @TempDir private Path directory;
  private TestHost host;
  private SshKey userCa;
  private Path knownHosts;

  @BeforeAll
  void start() {
    userCa = KEYS.generate(KeyType.ED25519);
    host =
        TestHosts.debian(DebianRelease.BOOKWORM)
            .withSshdOptions("TrustedUserCAKeys /etc/ssh/user_ca.pub")
            .start();
    host.writeFile("/etc/ssh/user_ca.pub", userCa.publicLine() + "\n");
  }

  @AfterAll
  void stop() {
    host.close();
  }

  @BeforeEach
  void prepare() throws IOException {
    TestCa.named("Harbor CA").writeTo(directory.resolve("ca.crt"));
    knownHosts = Files.write(directory.resolve("known"), host.knownHosts());
    host.resetSshdLog();
  }

  @Test
  void aPlainHostIsReachedByTheLibrary() throws IOException {
    CommandLineRun run = diff("IdentityFile " + AUTHORIZED.path());

    assertThat(run.out()).contains("would change  n1").doesNotContain("by ssh");
  }

  /** kubespray's ssh-bastion.conf has these words. */
  @Test
  void aBastionByProxyCommandWithOptions() throws IOException {
    assertReached(
        "ProxyCommand",
        "IdentityFile " + AUTHORIZED.path(),
        "ProxyCommand ssh -F /dev/null -W 127.0.0.1:22 -p %d -i %s -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null ops@127.0.0.1 2>/dev/null"
            .formatted(host.port(), AUTHORIZED.path()));
  }

  /** As {@code aws ssm start-session} and {@code gcloud compute start-iap-tunnel} are used. */
  @Test
  void aProgramThatMakesTheConnection() throws IOException {
    Path tunnel =
        script(
            "tunnel",
            "exec ssh -F none -W $2:22 -p %d -i %s -o UserKnownHostsFile=%s ops@127.0.0.1"
                .formatted(host.port(), AUTHORIZED.path(), knownHosts));
    assertReached(
        "ProxyCommand",
        "IdentityFile " + AUTHORIZED.path(),
        "ProxyCommand " + tunnel + " --target 127.0.0.1");
  }

  @Test
  void aProgramThatMakesNoConnectionSaysWhy() throws IOException {
    Path tunnel =
        script("tunnel", "echo 'TargetNotConnected: i-0123 is not connected.' >&2; exit 254");

    CommandLineRun run = diff("ProxyCommand " + tunnel);

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out())
        .containsPattern(
            "unreachable +n1 +127.0.0.1:\\d+: TargetNotConnected: i-0123 is not connected.");
  }

  /** FreeIPA's newer ssh_config: who is reached, and with which key, only commands tell. */
  @Test
  void aSectionAndHostKeysThatCommandsDecideOn() throws IOException {
    Path keys = script("keys", "cat " + knownHosts);
    Path none = directory.resolve("none");
    CommandLineRun run =
        run(
            """
            Match exec "test $(id -u) -ge 0"
              KnownHostsCommand %s
              User ops
            Host n1
              HostName 127.0.0.1
              Port %d
              IdentityFile %s
              UserKnownHostsFile %s
            """
                .formatted(keys, host.port(), AUTHORIZED.path(), none),
            "-v");

    assertThat(run.out())
        .contains("would change  n1", "Match exec (" + directory.resolve("sc") + ":1)");
  }

  @Test
  void aRevokedHostKeyIsRefused() throws IOException {
    Path revoked =
        Files.write(
            directory.resolve("revoked"),
            host.hostKeys().stream().map(key -> key.type() + " " + key.base64()).toList());

    CommandLineRun run = diff("IdentityFile " + AUTHORIZED.path(), "RevokedHostKeys " + revoked);

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out()).contains("unreachable   n1").contains("revoked by file " + revoked);
    assertThat(host.sshdLog()).doesNotContain("Accepted");
  }

  /** The advice of 1Password, KeePassXC and the YubiKey guide. */
  @Test
  void aPublicKeyFileStandsForAKeyOfTheAgent() throws Exception {
    Path named = Files.writeString(directory.resolve("work.pub"), AUTHORIZED.publicLine() + "\n");
    try (TestAgent agent = TestAgent.with(KEYS.generate(KeyType.ED25519), AUTHORIZED)) {
      String socket = "IdentityAgent " + agent.socket();
      assertReachedByTheLibrary(socket, "IdentitiesOnly yes", "IdentityFile " + named);
      assertReachedByTheLibrary(
          socket, "IdentitiesOnly yes", "IdentityFile " + directory.resolve("work"));
    }
  }

  @Test
  void aCertificateBesideTheKeyOrElsewhere() throws Exception {
    SshKey key = certified(KEYS.generate(KeyType.ED25519));
    assertReachedByTheLibrary("IdentitiesOnly yes", "IdentityFile " + key.path());

    Path elsewhere = directory.resolve("elsewhere.pub");
    Files.move(Path.of(key.path() + "-cert.pub"), elsewhere);
    assertReachedByTheLibrary(
        "IdentitiesOnly yes", "IdentityFile " + key.path(), "CertificateFile " + elsewhere);
  }

  /** Vault and Teleport put such a one into the agent. */
  @Test
  void anRsaCertificateInTheAgent() throws Exception {
    SshKey key = certified(KEYS.generate(KeyType.RSA));
    try (TestAgent agent = TestAgent.with(key)) {
      assertReachedByTheLibrary("IdentityFile none", "IdentityAgent " + agent.socket());
    }
  }

  @Test
  void theUsersNumberInANameOfAFile() throws IOException {
    Files.copy(knownHosts, directory.resolve("known-" + Files.getAttribute(directory, "unix:uid")));
    assertReachedByTheLibrary(
        "IdentityFile " + AUTHORIZED.path(), "UserKnownHostsFile " + directory.resolve("known-%i"));
  }

  @Test
  void aServerThatHasOnlyWhatTheConfigurationAllows() throws IOException {
    try (TestHost old =
        TestHosts.debian(DebianRelease.BOOKWORM)
            .withSshdOptions("HostKeyAlgorithms ssh-rsa", "Ciphers aes128-cbc")
            .start()) {
      Files.write(knownHosts, old.knownHosts());
      assertReachedByTheLibrary(
          old,
          "IdentityFile " + AUTHORIZED.path(),
          "HostKeyAlgorithms +ssh-rsa",
          "Ciphers +aes128-cbc");
    }
  }

  /** The words that the host asks with would be the bastion's as well. */
  @Test
  void theLoginPasswordIsNotForTheJumpHost() throws IOException {
    Files.writeString(directory.resolve("password"), TestUser.PASSWORD + "\n");
    CommandLineRun run =
        run(
            """
            Host n1
              HostName 127.0.0.1
              Port 22
              User password-only
              ProxyJump bastion
              AddressFamily inet
            Host bastion
              HostName 127.0.0.1
              Port %d
              User admin
            Host *
              IdentityFile none
              UserKnownHostsFile %s
              StrictHostKeyChecking no
            """
                .formatted(host.port(), directory.resolve("none")),
            "--connection-password-file",
            "password");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out()).contains("jump host bastion: admin@127.0.0.1").contains("denied");
    assertThat(host.sshdLog()).doesNotContain("password for admin", "keyboard-interactive/pam for");
  }

  @Test
  void thePasswordAndPassphraseOfAHostAreAskedForAndGiven() throws IOException {
    Files.writeString(directory.resolve("password"), TestUser.PASSWORD + "\n");
    for (String user : List.of("admin", "password-only", "prompt-only")) {
      CommandLineRun run =
          run(
              section("IdentityFile none", ONLY_SSH).replace("User ops", "User " + user),
              "--connection-password-file",
              "password",
              "-v");
      assertThat(run.out()).as(user).contains("by ssh: n1");
      // sudo is another matter: the password for that was not given
      assertThat(host.sshdLog()).as(run.out()).contains("for " + user + " from");
    }
  }

  @Test
  void unknownKeysAreListedAndTakenOnAsByTheLibraries() throws IOException {
    Path empty = directory.resolve("new/known_hosts");
    String section =
        section("IdentityFile " + AUTHORIZED.path(), ONLY_SSH)
            .replace(knownHosts.toString(), empty.toString());

    CommandLineRun refused = run(section);
    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.out()).contains("Unknown host keys").contains("[127.0.0.1]:" + host.port());

    CommandLineRun accepted = run(section, "--host-key-checking", "accept-new");
    assertThat(accepted.exitCode()).as(accepted.out()).isZero();
    assertThat(Files.readAllLines(empty)).hasSize(1);
    assertThat(run(section).exitCode()).isZero();
  }

  @Test
  void whereThereIsNoSshTheHostsThatNeedItAreNamed() throws IOException {
    Files.writeString(directory.resolve("sc"), section("ProxyCommand nc %h %p"));

    CommandLineRun run =
        CommandLineRun.in(directory).with("PATH", directory.toString()).run(words());

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err())
        .contains(
            "n1: is to be reached by ssh, for ProxyCommand (%s:5), and there is no ssh on this machine; install openssh-client"
                .formatted(directory.resolve("sc")));
  }

  @Test
  void jsonSaysWhy() throws IOException {
    CommandLineRun run = run(section("IdentityFile " + AUTHORIZED.path(), ONLY_SSH), "-o", "json");

    assertThat(run.out())
        .containsPattern(
            "\"type\":\"by_ssh\".*\"host\":\"n1\",\"reasons\":\\[\"AddressFamily \\(.*/sc:6\\)\"\\]");
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    assertReached("AddressFamily", "IdentityFile " + AUTHORIZED.path(), ONLY_SSH);

    assertThat(ProcessHandle.current().descendants().flatMap(p -> p.info().commandLine().stream()))
        .noneMatch(line -> line.contains("ControlPersist"));
    try (var temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(temporary.filter(file -> Files.exists(file.resolve("askpass")))).isEmpty();
    }
  }

  private void assertReachedByTheLibrary(String... lines) throws IOException {
    assertReachedByTheLibrary(host, lines);
  }

  private void assertReachedByTheLibrary(TestHost which, String... lines) throws IOException {
    CommandLineRun run = run(section(which, lines), "-v");

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("would change  n1").doesNotContain("by ssh");
  }

  private void assertReached(String reason, String... lines) throws IOException {
    assertReached(host, reason, lines);
  }

  private void assertReached(TestHost which, String reason, String... lines) throws IOException {
    CommandLineRun run = run(section(which, lines), "-v");

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("would change  n1")
        .containsPattern("by ssh: n1  for .*" + reason);
    assertThat(run.err()).isEmpty();
  }

  private CommandLineRun diff(String... lines) throws IOException {
    return run(section(lines), "-v");
  }

  private String section(String... lines) {
    return section(host, lines);
  }

  private String section(TestHost which, String... lines) {
    List<String> section = new ArrayList<>();
    section.add("Host n1");
    section.add("HostName 127.0.0.1");
    section.add("Port " + which.port());
    section.add("User ops");
    section.addAll(List.of(lines));
    section.add("UserKnownHostsFile " + knownHosts);
    return String.join("\n  ", section) + "\n";
  }

  private CommandLineRun run(String config, String... more) throws IOException {
    Files.writeString(directory.resolve("sc"), config);
    return CommandLineRun.in(directory).run(words(more));
  }

  private static String[] words(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("diff", "-F", "sc", "-i", "n1,", "-b", "--ca", "ca.crt", "--name", "corp"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private Path script(String name, String line) throws IOException {
    Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + line + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  /** Signs the key for the user ops. */
  private SshKey certified(SshKey key) {
    LocalProcess.exec(
        new ProcessBuilder(
            "ssh-keygen",
            "-q",
            "-s",
            userCa.path().toString(),
            "-I",
            "test",
            "-n",
            "ops",
            key.path() + ".pub"));
    return key;
  }
}
