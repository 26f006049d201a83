// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestFirefox;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestTlsServer;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store firefox, from the command line to a host with the real Firefox. */
class FirefoxIT {
  private static final String DISTRIBUTION = "/usr/lib/firefox-esr/distribution/policies.json";
  private static final String FILE = "/etc/firefox/policies/hosttrust/harbor.crt";
  private static final String POLICIES = "/etc/firefox/policies/policies.json";

  private final TestHost host = TestHosts.withBrowsers().shared();
  private final TestCa ca = TestCa.named("Harbor CA");

  @TempDir private Path directory;
  private FleetDirectory fleet;

  @BeforeEach
  void writeInventory() {
    fleet =
        new FleetDirectory(directory, ca)
            .host("desktop", host, TestUser.OPS, "ansible_become=true");
  }

  @AfterEach
  void removePolicies() {
    host.run("rm -rf /etc/firefox /opt/other.crt " + DISTRIBUTION);
  }

  @Test
  void makesFirefoxTrustTheCaBesideWhatItsPoliciesInstalled() throws IOException {
    host.writeFile("/opt/other.crt", TestCa.named("Other CA").pem());
    host.writeFile(
        DISTRIBUTION, "{\"policies\": {\"Certificates\": {\"Install\": [\"/opt/other.crt\"]}}}");
    TestFirefox firefox = TestFirefox.withNewProfile(host);
    try (TestTlsServer server = TestTlsServer.start(host, ca.server("localhost"), 8443)) {
      assertThat(firefox.shows(server)).as("before").isFalse();
      assertThat(firefox.authorities()).containsExactly("Other CA");

      CommandLineRun run = fleet.run("rollout", "--store", "firefox");

      assertThat(run.out()).contains("changed       desktop", "  in " + FILE);
      assertThat(run.out()).contains(POLICIES + " gets what " + DISTRIBUTION + " holds");
      assertThat(run.exitCode()).isZero();
      assertThat(firefox.shows(server)).as("with the old profile").isTrue();
      TestFirefox newcomer = TestFirefox.withNewProfile(host);
      newcomer.start();
      assertThat(newcomer.authorities()).containsExactly("Harbor CA", "Other CA");
      assertThat(fleet.run("rollout", "--store", "firefox").out())
          .contains("ok            desktop");
    }
  }

  @Test
  void isTakenWhereFirefoxIsAndRefusesPoliciesThatFirefoxDoesNotRead() throws IOException {
    host.writeFile(POLICIES, "{\"policies\": {}, }\n");

    CommandLineRun run = fleet.run("rollout", "--store", "auto");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out() + run.err())
        .contains(POLICIES + " is no valid JSON (line 1, column 18: ")
        .contains("so Firefox ignores all policies; correct it");
    assertThat(host.readFile(POLICIES)).isEqualTo("{\"policies\": {}, }\n");
  }
}
