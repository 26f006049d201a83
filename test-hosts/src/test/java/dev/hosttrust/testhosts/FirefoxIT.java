// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which policies Debian's Firefox reads: what the store {@code firefox} relies on. */
class FirefoxIT {
  private static final String ETC = "/etc/firefox/policies/policies.json";
  private static final String DEBIAN = "/etc/firefox-esr/policies/policies.json";
  private static final String DISTRIBUTION = "/usr/lib/firefox-esr/distribution/policies.json";

  private final TestHost host = TestHosts.withBrowsers().shared();

  @AfterEach
  void removePolicies() {
    host.run(
        "rm -rf /etc/firefox /etc/firefox-esr/policies /opt/ca-*.crt '%s'".formatted(DISTRIBUTION));
  }

  @Test
  void readsTheFileInEtcFirefoxAndNoOther() {
    policies(ETC, "In etc");
    policies(DEBIAN, "In firefox-esr");
    policies(DISTRIBUTION, "In distribution");
    TestFirefox firefox = TestFirefox.withNewProfile(host);
    assertThat(firefox.authorities()).isEmpty();

    firefox.start();

    assertThat(firefox.authorities()).containsExactly("In etc");
  }

  @Test
  void readsTheDistributionsFileWhereThatOneIsMissing() {
    policies(DEBIAN, "In firefox-esr");
    policies(DISTRIBUTION, "In distribution");
    TestFirefox firefox = TestFirefox.withNewProfile(host);

    firefox.start();

    assertThat(firefox.authorities()).containsExactly("In distribution");
  }

  @Test
  void trustsWhatThePoliciesInstallAndGoesOnDoingSoWithoutThem() {
    TestCa ca = policies(ETC, "In etc");
    host.run("mv /etc/firefox /etc/moved");
    TestFirefox firefox = TestFirefox.withNewProfile(host);
    try (TestTlsServer server = TestTlsServer.start(host, ca.server("localhost"), 8443)) {
      assertThat(firefox.shows(server)).as("without policies").isFalse();

      host.run("mv /etc/moved /etc/firefox");
      assertThat(firefox.shows(server)).as("with policies").isTrue();

      host.run("rm -r /etc/firefox");
      assertThat(firefox.shows(server)).as("with policies taken away").isTrue();
    }
  }

  private TestCa policies(String path, String subject) {
    TestCa ca = TestCa.named(subject);
    String file = "/opt/ca-" + subject.replace(' ', '-') + ".crt";
    host.writeFile(file, ca.pem());
    host.writeFile(path, "{\"policies\": {\"Certificates\": {\"Install\": [\"" + file + "\"]}}}");
    return ca;
  }
}
