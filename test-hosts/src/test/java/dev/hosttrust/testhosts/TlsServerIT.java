// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsServerIT {

  @ParameterizedTest
  @EnumSource(DebianRelease.class)
  void isTrustedOnceTheHostTrustsTheRoot(DebianRelease release) {
    TestCa root = TestCa.named("Test Root");
    ServerCertificate certificate =
        root.intermediate(CaProfile.named("Test Intermediate")).server("harbor.example.com");
    try (TestHost host = TestHosts.debian(release).start();
        TestTlsServer server = TestTlsServer.start(host, certificate, 8443)) {
      assertThat(server.isTrusted()).isFalse();
      assertThat(server.verify().stderr()).contains("unable to get local issuer certificate");

      host.trustCa("test", root);

      assertThat(server.verify().stdout()).contains("Verify return code: 0 (ok)");
      assertThat(server.isTrusted()).isTrue();
    }
  }

  @Test
  void isNotTrustedUnderAnotherName() {
    TestCa root = TestCa.named("Test Root");
    ServerCertificate issued = root.server("harbor.example.com");
    ServerCertificate misused =
        new ServerCertificate("other.example.com", issued.certificate(), "", issued.key());
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start();
        TestTlsServer server = TestTlsServer.start(host, misused, 8443)) {
      host.trustCa("test", root);

      assertThat(server.isTrusted()).isFalse();
    }
  }
}
