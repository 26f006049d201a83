// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollout in batches to a real host, whose twelve trees stand for twelve hosts. */
class HaltIT {
  private static final TestCa CA = TestCa.named("Harbor CA");

  private static final String MAKE_TREES =
      "for n in $(seq 1 12); do mkdir -p /srv/node$n; cd /srv/node$n; mkdir -p etc/ssl/certs"
          + " usr/share/ca-certificates; touch etc/ca-certificates.conf; done";

  private static final String CHANGED =
      "cd /srv && ls -d node*/usr/share/ca-certificates/local | cut -d/ -f1 | sort -V";

  private static final Map<Integer, String> FAULTS =
      Map.of(3, "ansible_ssh_user=nosudo ansible_become=true", 4, "ansible_ssh_port=1");

  @TempDir private Path directory;

  @Test
  void failuresInTheSecondBatchKeepTheThirdAsItWasAndTheNextRunGoesOn() throws IOException {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      host.run(MAKE_TREES);
      CommandLineRun halted =
          fleet(host, true).run("rollout", "--serial", "1,25%,100%", "--max-fail", "1", "-f", "1");

      assertThat(halted.out())
          .contains("batch 1 of 3 (1 host)", "batch 2 of 3 (3 hosts)")
          .doesNotContain("batch 3")
          .contains("halted in batch 2 of 3: 2 hosts failed or could not be reached")
          .contains("  done, 2 hosts: node1, node2\n")
          .contains("12 hosts: 0 ok, 2 changed, 1 failed, 1 unreachable, 8 skipped");
      assertThat(halted.exitCode()).isEqualTo(8);
      assertThat(host.run(CHANGED).lines()).containsExactly("node1", "node2");

      CommandLineRun mended = fleet(host, false).run("rollout", "--serial", "1,25%,100%");

      assertThat(mended.out()).contains("12 hosts: 2 ok, 10 changed, 0 failed, 0 unreachable");
      assertThat(mended.exitCode()).isZero();
      assertThat(host.run(CHANGED).lines()).hasSize(12);
    }
  }

  /** Of the second batch, one host lets nobody become root, and one is not there. */
  private FleetDirectory fleet(TestHost host, boolean broken) {
    FleetDirectory fleet = new FleetDirectory(directory, CA);
    for (int n = 1; n <= 12; n++) {
      fleet.host(
          "node" + n,
          host,
          TestUser.ROOT,
          "hosttrust_root=/srv/node" + n,
          broken ? FAULTS.getOrDefault(n, "") : "");
    }
    return fleet;
  }
}
