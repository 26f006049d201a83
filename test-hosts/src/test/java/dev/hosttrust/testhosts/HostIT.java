// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a host says of itself, and what sets kinds of hosts apart. */
class HostIT {
  private static final SshKey KEY = TestKeys.shared().plain(KeyType.ED25519);

  @ParameterizedTest
  @EnumSource(DebianRelease.class)
  void runsItsRelease(DebianRelease release) {
    TestHost host = TestHosts.debian(release).shared();

    assertThat(host.readFile("/etc/os-release")).contains("VERSION_CODENAME=" + release.codename());
  }

  @ParameterizedTest
  @EnumSource(DebianRelease.class)
  void countsOneConnectionAndOneExecForOneCommand(DebianRelease release) {
    try (TestHost host = TestHosts.debian(release).start()) {
      SshClient client = SshClient.knowing(host).key(KEY);

      assertThat(client.run(host, TestUser.ROOT, "exit 3").exit()).isEqualTo(3);

      assertThat(host.countConnections()).isEqualTo(1);
      assertThat(host.countExecs()).isEqualTo(1);
      host.resetSshdLog();
      assertThat(host.countConnections()).isZero();
      assertThat(host.countExecs()).isZero();
    }
  }

  @Test
  void countsAConnectionThatFailsToLogIn() {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      SshKey unknown = TestKeys.shared().generate(KeyType.ED25519);

      SshClient.knowing(host).key(unknown).run(host, TestUser.ROOT, "true");

      assertThat(host.countConnections()).isEqualTo(1);
      assertThat(host.countExecs()).isZero();
    }
  }

  @Test
  void countsNothingOnAHostThatOtherTestsUse() {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).shared();

    assertThatThrownBy(host::resetSshdLog).hasMessageContaining("start your own");
    assertThatThrownBy(host::countConnections).hasMessageContaining("start your own");
    assertThatThrownBy(host::countExecs).hasMessageContaining("start your own");
  }

  @Test
  void givesEachHostKeysOfItsOwn() {
    TestHost first = TestHosts.debian(DebianRelease.BOOKWORM).shared();
    TestHost second = TestHosts.debian(DebianRelease.TRIXIE).shared();

    assertThat(first.hostKeys())
        .extracting(HostKey::type)
        .containsExactlyInAnyOrder("ssh-ed25519", "ecdsa-sha2-nistp256", "ssh-rsa");
    assertThat(first.hostKeys()).doesNotContainAnyElementsOf(second.hostKeys());
  }

  @Test
  void readsATreeWithModesOwnersLinksAndContent() {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      host.writeFile("/srv/tree/a file", "text\n", 0640);
      host.run("cd /srv/tree; mkdir -m 2755 d; ln -s 'a file' link; chown ops: 'a file'");
      int ops = Integer.parseInt(host.run("id -u ops").strip());

      List<FileEntry> tree = host.fileTree(List.of("/srv/tree", "/nowhere"));

      Optional<String> none = Optional.empty();
      String sha256 = "b9e68e1bea3e5b19ca6b2f98b73a54b73daafaa250484902e09982e07a12e733";
      assertThat(tree)
          .containsExactly(
              new FileEntry("/srv/tree", 'd', "755", 0, 0, none, none),
              new FileEntry("/srv/tree/a file", 'f', "640", ops, ops, none, Optional.of(sha256)),
              new FileEntry("/srv/tree/d", 'd', "2755", 0, 0, none, none),
              new FileEntry("/srv/tree/link", 'l', "777", 0, 0, Optional.of("a file"), none));
    }
  }

  @Test
  void seesThatTheTrustTreeChanged() {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).withAllCertificates().start()) {
      List<FileEntry> before = host.trustTree();
      assertThat(host.trustTree()).isEqualTo(before).hasSizeGreaterThan(300);

      host.run("echo '# a comment' >>/etc/ca-certificates.conf");

      assertThat(host.trustTree())
          .filteredOn(entry -> !before.contains(entry))
          .extracting(FileEntry::path)
          .containsExactly("/etc/ca-certificates.conf");
    }
  }

  @Test
  void putsMoreOptionsInFrontOfTheServersOwn() {
    try (TestHost host =
        TestHosts.debian(DebianRelease.BOOKWORM)
            .withSshdOptions("PermitRootLogin no", "ForceCommand echo forced")
            .start()) {
      SshClient client = SshClient.knowing(host).key(KEY);

      assertThat(client.run(host, TestUser.ROOT, "true").exit()).isEqualTo(255);
      assertThat(client.run(host, TestUser.OPS, "true").stdout()).isEqualTo("forced\n");
    }
  }

  @Test
  void lacksSudoWhereAsked() {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).withoutSudo().shared();

    ExecOutput output = SshClient.knowing(host).key(KEY).run(host, TestUser.OPS, "sudo -n true");

    assertThat(output.exit()).isEqualTo(127);
  }

  @Test
  void lacksCaCertificatesWhereAsked() {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).withoutCaCertificates().shared();

    assertThat(host.exec("command -v update-ca-certificates").exit()).isNotZero();
    assertThat(host.trustTree()).extracting(FileEntry::path).containsExactly("/etc/ssl/certs");
  }

  @Test
  void servesSshByDropbearWhereAsked() {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).withDropbear().start()) {
      for (KeyType type : KeyType.values()) {
        SshClient client = SshClient.knowing(host).key(TestKeys.shared().plain(type));
        assertThat(client.run(host, TestUser.OPS, "id -un").stdout())
            .as("%s", type)
            .contains("ops");
      }
      assertThat(host.sshdLog()).contains("Pubkey auth succeeded for 'ops'");
      assertThatThrownBy(host::countExecs).hasMessageContaining("Dropbear does not log");
    }
  }

  @Test
  void refusesWritesWhereAskedToBeReadOnly() {
    try (TestHost host =
        TestHosts.debian(DebianRelease.BOOKWORM).withReadOnly("/etc/docker").start()) {
      assertThat(host.exec("echo x >/etc/docker/file").stderr()).contains("Read-only file system");
    }
  }

  @Test
  void isFullSoonWhereAskedToHaveASmallDisk() {
    try (TestHost host =
        TestHosts.debian(DebianRelease.BOOKWORM).withSmallDisk("/etc/docker", 8).start()) {
      assertThat(host.exec("head -c 9000 /dev/zero >/etc/docker/file").stderr())
          .contains("No space left on device");
    }
  }

  @Test
  void saysWhyItDoesNotStart() {
    TestHosts kind = TestHosts.debian(DebianRelease.BOOKWORM).withSshdOptions("NoSuchOption yes");

    assertThatThrownBy(kind::start).hasStackTraceContaining("the host ended before it was ready");
  }

  @Test
  void refusesConnectionsOnceStopped() {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      host.stop();

      ExecOutput output = SshClient.knowing(host).key(KEY).run(host, TestUser.ROOT, "true");

      assertThat(output.exit()).isEqualTo(255);
      assertThat(output.stderr()).contains("Connection refused");
    }
  }

  @Test
  void takesConnectionsAndSaysNothingWhilePaused() throws IOException {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      host.pause();
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host.address(), host.port()));
        socket.setSoTimeout(300);
        assertThatThrownBy(() -> socket.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        host.unpause();
        socket.setSoTimeout(Math.toIntExact(Patience.LIMIT.toMillis()));
        assertThat(new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII))
            .isEqualTo("SSH-");
      }
    }
  }
}
