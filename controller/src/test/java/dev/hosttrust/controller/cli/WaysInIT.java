// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.HostKey;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Login shells, ways of becoming root, and host keys that are seen for the first time. */
class WaysInIT {
  private static final TestHosts DEBIAN = TestHosts.debian(DebianRelease.BOOKWORM);
  private static final TestCa CA = TestCa.named("Harbor CA");

  @TempDir private Path directory;

  /** All at once on one host, so that they also meet each other's locks and changes. */
  @ParameterizedTest
  @ValueSource(strings = {"jsch", "sshd", "openssh"})
  void everyLoginShellAndEveryWayToRootCanDoTheJob(String transport) throws IOException {
    try (TestHost host = DEBIAN.start()) {
      FleetDirectory fleet = new FleetDirectory(directory, CA).host("root", host, TestUser.ROOT);
      for (TestUser user :
          new TestUser[] {
            TestUser.OPS,
            TestUser.NOISY,
            TestUser.IN_BASH,
            TestUser.IN_DASH,
            TestUser.IN_ZSH,
            TestUser.IN_FISH
          }) {
        fleet.stranger(user.login(), host, user, "ansible_become=yes");
      }
      fleet.stranger(
          "doer", host, TestUser.DOER, "ansible_become=yes", "ansible_become_method=doas");
      fleet.stranger(
          "admin",
          host,
          TestUser.ADMIN,
          "ansible_become=yes",
          "ansible_become_password='" + TestUser.PASSWORD + "'");

      CommandLineRun first = fleet.run("rollout", "--transport", transport);
      host.resetSshdLog();
      CommandLineRun second = fleet.run("rollout", "--transport", transport);

      assertThat(first.exitCode()).as(first.out()).isZero();
      assertThat(second.out()).contains("9 hosts: 9 ok, 0 changed, 0 failed, 0 unreachable");
      assertThat(host.countExecs()).isEqualTo(9);
    }
  }

  @Test
  void aPasswordTypedAtThePromptIsTriedOnceOnTheWholeFleet() throws IOException {
    try (TestHost host = DEBIAN.start()) {
      FleetDirectory fleet = new FleetDirectory(directory, CA);
      for (int i = 1; i <= 5; i++) {
        fleet.host("node" + i, host, TestUser.ADMIN, "ansible_become=yes");
      }
      fleet.write();

      CommandLineRun run =
          CommandLineRun.in(directory).typing("wrong").run(FleetDirectory.withTrust("diff", "-K"));

      assertThat(run.out())
          .containsPattern("(?m)^failed +node\\d  sudo password refused")
          .contains("5 hosts: 0 ok, 0 would change, 5 failed, 0 unreachable")
          .doesNotContain("wrong");
      assertThat(run.out().lines().filter(line -> line.contains("not tried"))).hasSize(4);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(
              CommandLineRun.in(directory)
                  .typing(TestUser.PASSWORD)
                  .run(FleetDirectory.withTrust("diff", "-K"))
                  .exitCode())
          .isZero();
    }
  }

  @Test
  void unknownHostKeysAreRefusedAndListedTogether() throws IOException {
    try (TestHost one = DEBIAN.start();
        TestHost two = DEBIAN.start()) {
      FleetDirectory fleet =
          new FleetDirectory(directory, CA)
              .stranger("one", one, TestUser.ROOT)
              .stranger("two", two, TestUser.ROOT);

      CommandLineRun run = fleet.run("diff");

      assertThat(run.out())
          .contains("Unknown host keys", line(one), line(two))
          .contains("2 hosts: 0 ok, 0 would change, 0 failed, 2 unreachable");
      assertThat(run.exitCode()).isEqualTo(4);

      CommandLineRun accepted = fleet.run("diff", "--host-key-checking", "accept-new");

      assertThat(accepted.exitCode()).isZero();
      assertThat(Files.readString(directory.resolve("known_hosts"))).contains(line(one), line(two));
    }
  }

  /** The host's Ed25519 key, which is the first that is asked for, as a line of known_hosts. */
  private static String line(TestHost host) {
    HostKey key =
        host.hostKeys().stream()
            .filter(k -> k.type().equals("ssh-ed25519"))
            .findFirst()
            .orElseThrow();
    return key.knownHostsLine("[127.0.0.1]:" + host.port());
  }
}
