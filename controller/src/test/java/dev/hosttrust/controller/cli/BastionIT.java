// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.run.SshLibrary;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fleet behind a bastion that drops every other login from the fourth at a time on. */
class BastionIT {
  private static final int HOSTS = 32;
  private static final int PORT = 2300;

  @TempDir private Path directory;

  /** As many as are run at once by default. */
  @ParameterizedTest
  @EnumSource(SshLibrary.class)
  void allHostsAreReachedAtTheDefaultForks(SshLibrary transport) throws IOException {
    TestHosts debian12 = TestHosts.debian(DebianRelease.BOOKWORM);
    try (TestHost bastion = debian12.withSshdOptions("MaxStartups 3:50:10").start();
        TestHost host = debian12.behind(bastion, PORT).start()) {
      CommandLineRun run =
          CommandLineRun.in(fleet(bastion, host))
              .run(
                  "diff -F ssh_config -i hosts.ini --ca ca.crt --name harbor --transport %s"
                      .formatted(transport)
                      .split(" "));

      assertThat(run.out()).contains("32 hosts: 0 ok, 32 would change, 0 failed, 0 unreachable");
      assertThat(run.exitCode()).isZero();
      assertThat(bastion.countConnections()).isEqualTo(1); // they share it
    }
  }

  /** One host under many names, each of which connects to it through the bastion. */
  private Path fleet(TestHost bastion, TestHost host) throws IOException {
    Files.writeString(
        directory.resolve("ssh_config"),
        """
        Host bastion
          HostName 127.0.0.1
          Port %d
          User ops
          IdentityFile %s
          UserKnownHostsFile %s
        Host 127.0.0.1
          ProxyJump bastion
        """
            .formatted(
                bastion.port(),
                TestKeys.shared().plain(KeyType.ED25519).path(),
                directory.resolve("known_hosts")));
    FleetDirectory fleet = new FleetDirectory(directory, TestCa.named("Harbor CA"));
    bastion.knownHosts().forEach(fleet::knownHost);
    for (int n = 1; n <= HOSTS; n++) {
      fleet.host("node" + n, host, TestUser.ROOT);
    }
    return fleet.write();
  }
}
