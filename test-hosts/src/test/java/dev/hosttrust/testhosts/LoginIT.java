// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways into a host. */
class LoginIT {
  private static final SshKey KEY = TestKeys.shared().plain(KeyType.ED25519);

  @ParameterizedTest
  @EnumSource(DebianRelease.class)
  void letsEveryAccountInByKey(DebianRelease release) {
    TestHost host = TestHosts.debian(release).shared();
    SshClient client = SshClient.knowing(host).key(KEY);

    for (TestUser user : TestUser.values()) {
      assertThat(client.run(host, user, "id -un").stdout()).as("%s", user).contains(user.login());
    }
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void acceptsKeysOfEachTypeWithAndWithoutPassphrase(KeyType type) {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).shared();
    SshKey plain = TestKeys.shared().plain(type);
    SshKey encrypted = TestKeys.shared().encrypted(type);

    for (SshKey key : List.of(plain, encrypted)) {
      ExecOutput output = SshClient.knowing(host).key(key).run(host, TestUser.ROOT, "id -un");
      assertThat(output).isEqualTo(new ExecOutput(0, "root\n", ""));
    }
    assertThat(encrypted.read()).isNotEqualTo(plain.read());
  }

  @Test
  void doesNotOpenAnEncryptedKeyWithoutItsPassphrase() {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).shared();
    SshKey encrypted = TestKeys.shared().encrypted(KeyType.ED25519);

    ExecOutput output =
        SshClient.knowing(host)
            .option("BatchMode=yes")
            .option("IdentitiesOnly=yes")
            .option("IdentityFile=" + encrypted.path())
            .run(host, TestUser.ROOT, "true");

    assertThat(output.exit()).isEqualTo(255);
  }

  @Test
  void takesTheKeyOfAnAgent() {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).shared();
    SshClient client = SshClient.knowing(host).option("BatchMode=yes");
    try (TestAgent full = TestAgent.with(TestKeys.shared().plain(KeyType.ECDSA));
        TestAgent empty = TestAgent.with()) {
      assertThat(client.agent(full).run(host, TestUser.OPS, "true").exit()).isZero();
      assertThat(client.agent(empty).run(host, TestUser.OPS, "true").exit()).isEqualTo(255);
    }
  }

  @Test
  void letsAnotherKeyInOnceAuthorized() {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).shared();
    SshKey another = TestKeys.shared().generate(KeyType.ED25519);
    SshClient client = SshClient.knowing(host).key(another);
    assertThat(client.run(host, TestUser.OPS, "true").exit()).isEqualTo(255);

    host.authorize(TestUser.OPS, another.publicLine());

    assertThat(client.run(host, TestUser.OPS, "true").exit()).isZero();
    assertThat(client.run(host, TestUser.ADMIN, "true").exit()).isEqualTo(255);
  }

  @ParameterizedTest
  @CsvSource({
    "ADMIN,         password,             0",
    "ADMIN,         keyboard-interactive, 0",
    "PASSWORD_ONLY, password,             0",
    "PASSWORD_ONLY, keyboard-interactive, 255",
    "PROMPT_ONLY,   password,             255",
    "PROMPT_ONLY,   keyboard-interactive, 0",
    "OPS,           password,             255",
    "ROOT,          password,             255",
  })
  void offersPasswordsToThoseWhoHaveOne(TestUser user, String method, int exit) {
    for (DebianRelease release : DebianRelease.values()) {
      TestHost host = TestHosts.debian(release).shared();
      SshClient client = SshClient.knowing(host).password(method, TestUser.PASSWORD);
      assertThat(client.run(host, user, "true").exit()).as("%s", release).isEqualTo(exit);
    }
  }

  @Test
  void refusesAWrongPassword() {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).shared();
    SshClient client = SshClient.knowing(host).password("password", "wrong");

    assertThat(client.run(host, TestUser.ADMIN, "true").exit()).isEqualTo(255);
  }

  @Test
  void isNotKnownByTheKeysOfAnotherHost() {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).shared();
    TestHost other = TestHosts.debian(DebianRelease.TRIXIE).shared();
    List<String> wrong =
        other.hostKeys().stream()
            .map(key -> key.knownHostsLine("[127.0.0.1]:" + host.port()))
            .toList();

    ExecOutput output = SshClient.knowing(wrong).key(KEY).run(host, TestUser.ROOT, "true");

    assertThat(output.stderr()).contains("Host key verification failed");
  }

  @Test
  void showsAHostCertificate() {
    SshKey ca = TestKeys.shared().generate(KeyType.ED25519);
    try (TestHost host =
        TestHosts.debian(DebianRelease.BOOKWORM).withHostCertificate(ca, "127.0.0.1").start()) {
      SshClient trusting = SshClient.knowing(List.of("@cert-authority * " + ca.publicLine()));
      SshClient revoking =
          SshClient.knowing(
              List.of("@cert-authority * " + ca.publicLine(), "@revoked * " + ca.publicLine()));

      assertThat(trusting.key(KEY).run(host, TestUser.ROOT, "true").exit()).isZero();
      assertThat(revoking.key(KEY).run(host, TestUser.ROOT, "true").exit()).isEqualTo(255);
    }
  }

  @Test
  void hidesBehindOneAndTwoJumpHosts() {
    TestHosts bookworm = TestHosts.debian(DebianRelease.BOOKWORM);
    TestHost first = bookworm.shared();
    try (TestHost second = bookworm.behind(first, 2222).start();
        TestHost third = TestHosts.debian(DebianRelease.TRIXIE).behind(second, 2223).start()) {
      SshClient client = SshClient.knowing(first, second, third).key(KEY);
      String throughFirst = client.proxyCommand(first, TestUser.OPS);

      ExecOutput oneHop =
          client.option("ProxyCommand=" + throughFirst).run(second, TestUser.ROOT, "true");
      assertThat(oneHop.exit()).isZero();

      String throughBoth =
          client.option("ProxyCommand=" + throughFirst).proxyCommand(second, TestUser.OPS);
      ExecOutput twoHops =
          client
              .option("ProxyCommand=" + throughBoth)
              .run(third, TestUser.ROOT, ". /etc/os-release; echo $VERSION_CODENAME");
      assertThat(twoHops.stdout()).isEqualTo("trixie\n");
      assertThat(second.countConnections()).isEqualTo(2);
      assertThat(third.countConnections()).isEqualTo(1);
    }
  }

  @Test
  void printsABannerAndNoiseOnBothStreams() {
    for (DebianRelease release : DebianRelease.values()) {
      TestHost host = TestHosts.debian(release).shared();

      ExecOutput output =
          SshClient.knowing(host)
              .key(KEY)
              .option("LogLevel=INFO")
              .run(host, TestUser.NOISY, "echo answer");

      assertThat(output.stdout()).startsWith("Welcome").endsWith("no newline hereanswer\n");
      assertThat(output.stderr()).contains("Authorised use only.").endsWith("mind the step");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "IN_BASH, /bash",
    "IN_DASH, /dash",
    "IN_ZSH, /zsh",
    "IN_FISH, /fish",
  })
  void hasTheLoginShell(TestUser user, String shell) {
    for (DebianRelease release : DebianRelease.values()) {
      TestHost host = TestHosts.debian(release).shared();
      // What runs the command line is the shell that sshd started.
      ExecOutput output =
          SshClient.knowing(host)
              .key(KEY)
              .run(host, user, "sh -c 'readlink /proc/$PPID/exe'; true");

      assertThat(output.stdout().strip()).endsWith(shell);
    }
  }
}
