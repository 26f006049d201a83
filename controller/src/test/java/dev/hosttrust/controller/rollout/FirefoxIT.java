// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Convergence;
import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.controller.ssh.Command;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.Library;
import dev.hosttrust.controller.ssh.Targets;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestFirefox;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestTlsServer;
import dev.hosttrust.testhosts.TestUser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store firefox on a host with the real Firefox. */
class FirefoxIT {
  private static final String DISTRIBUTION = "/usr/lib/firefox-esr/distribution/policies.json";

  private final TestHost host = TestHosts.withFirefox().shared();
  private final TestCa ca = TestCa.named("Harbor CA");

  @TempDir private Path directory;

  @AfterEach
  void removePolicies() {
    host.run("rm -rf /etc/firefox /opt/other.crt " + DISTRIBUTION);
  }

  @Test
  void makesFirefoxTrustTheCaBesideWhatItsPoliciesInstalled() throws Exception {
    TestCa other = TestCa.named("Other CA");
    host.writeFile("/opt/other.crt", other.pem());
    host.writeFile(
        DISTRIBUTION, "{\"policies\": {\"Certificates\": {\"Install\": [\"/opt/other.crt\"]}}}");
    TestFirefox firefox = TestFirefox.withNewProfile(host);
    try (TestTlsServer server = TestTlsServer.start(host, ca.server("localhost"), 8443)) {
      assertThat(firefox.shows(server)).as("before").isFalse();
      assertThat(firefox.authorities()).containsExactly("Other CA");

      assertThat(rollout()).isInstanceOf(Changed.class);

      TestFirefox newcomer = TestFirefox.withNewProfile(host);
      assertThat(newcomer.shows(server)).as("with a new profile").isTrue();
      assertThat(newcomer.authorities()).containsExactly("Harbor CA", "Other CA");
      assertThat(firefox.shows(server)).as("with an old profile").isTrue();
      assertThat(rollout()).isInstanceOf(Unchanged.class);
    }
  }

  private Outcome rollout() throws Exception {
    Anchor anchor =
        new Anchor(new AnchorName("harbor"), CaCertificate.ofDer(ca.der()), List.of());
    Wanted wanted =
        new Wanted(TreeRoot.SYSTEM, new TrustSpec(List.of(anchor)), Stores.named("firefox"));
    try (Transport transport = Library.JSCH.open();
        Connection connection =
            transport.connect(Targets.of(host, TestUser.ROOT, directory).target())) {
      return Convergence.rollout(wanted, plan -> Optional.empty())
          .run((command, stdin) -> Command.run(connection, command, stdin));
    }
  }
}
