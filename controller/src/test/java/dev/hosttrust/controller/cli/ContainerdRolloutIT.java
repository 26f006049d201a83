// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.ContainerdRelease;
import dev.hosttrust.testhosts.StandInSystemctl;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestContainerd;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestRegistry;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose containerd reads no certificates, from the command line to a pull. */
class ContainerdRolloutIT {
  private static final String IMAGE = FleetDirectory.REGISTRY + "/app:1";
  private static final String PATH = "/etc/containerd/certs.d";

  @TempDir private Path directory;

  @Test
  void bringsANodeToPullFromTheRegistry() throws IOException {
    TestCa ca = TestCa.named("Harbor CA");
    ContainerdRelease release = ContainerdRelease.TRIXIE;
    try (TestHost host = TestHosts.containerd(release).start()) {
      TestRegistry.start(host, ca.server("harbor.example.com"), 8443);
      TestContainerd containerd = new TestContainerd(host);
      containerd.start(TestContainerd.config(release, ""));
      FleetDirectory fleet =
          new FleetDirectory(directory, ca)
              .host("node1", host, TestUser.OPS, "ansible_become=true");

      CommandLineRun refused = fleet.run("rollout", "--store", "containerd");
      assertThat(refused.out())
          .contains("failed", "config_path is not set; --containerd-config-path " + PATH);
      assertThat(refused.exitCode()).isEqualTo(2);

      String[] set = {"rollout", "--store", "containerd", "--containerd-config-path", PATH, "-D"};
      CommandLineRun changed = fleet.run(set);
      assertThat(changed.out())
          .contains("takes effect when containerd is restarted")
          .contains("new file " + PATH + "/" + FleetDirectory.REGISTRY + "/hosts.toml ")
          .contains("+config_path = \"" + PATH + "\"");
      assertThat(changed.exitCode()).isZero();

      assertThat(containerd.pull(IMAGE)).contains("x509");
      assertThat(showLast()).contains("owes a restart: containerd on node1\n");
      StandInSystemctl.ofContainerd(host);
      CommandLineRun restarted =
          fleet.run(with(set, "--resume", "last", "--restart", "containerd"));
      assertThat(restarted.out())
          .contains("on its one host", "0 ok, 1 changed")
          .doesNotContain("owes a restart");
      assertThat(showLast()).doesNotContain("owes a restart", "To ");
      assertThat(containerd.pull(IMAGE)).endsWith(IMAGE + ": not found");

      host.resetSshdLog();
      assertThat(fleet.run("rollout", "--store", "containerd").out()).contains("1 ok, 0 changed");
      assertThat(host.countExecs()).isEqualTo(1);
      assertThat(fleet.run(set).out()).contains("1 ok, 0 changed");
    }
  }

  private String showLast() {
    return CommandLineRun.in(directory).run("show", "last").out();
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }
}
