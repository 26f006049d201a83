// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import static dev.hosttrust.agent.certificate.TestCertificates.ca;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.certificate.CaCertificate;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrustSpecTest {
  private final CaCertificate one = certificate("CN=One");
  private final CaCertificate two = certificate("CN=Two");

  @Test
  void refusesToBeEmpty() {
    assertThatThrownBy(() -> new TrustSpec(List.of())).hasMessage("a trust spec without an anchor");
  }

  @Test
  void refusesOneNameTwice() {
    assertThatThrownBy(() -> new TrustSpec(List.of(anchor("a", one), anchor("a", two))))
        .hasMessage("two anchors are named a");
  }

  @Test
  void refusesOneCertificateTwice() {
    assertThatThrownBy(() -> new TrustSpec(List.of(anchor("a", one), anchor("b", one))))
        .hasMessage("b has the same certificate as another anchor");
  }

  @Test
  void sortsRegistryFilesByRegistryAndTheirCertificatesByFingerprint() {
    TrustSpec spec = new TrustSpec(List.of(anchor("b", two, "z", "r"), anchor("a", one, "r")));
    assertThat(spec.registryFiles())
        .containsExactly(
            new RegistryFile(
                Registry.parse("r"),
                Stream.of(one, two).sorted(comparing(CaCertificate::fingerprint)).toList()),
            new RegistryFile(Registry.parse("z"), List.of(two)));
  }

  @Test
  void keepsTheBytesOfAFileThatServesARegistryAlone() throws CertificateException {
    byte[] file = ("# our CA\n" + ca("CN=X").pem()).getBytes(StandardCharsets.UTF_8);
    CaCertificate kept = CaCertificate.ofFile(ca("CN=X").der(), file);
    TrustSpec spec = new TrustSpec(List.of(anchor("a", kept, "r")));
    assertThat(spec.registryFiles().getFirst().content()).isEqualTo(file);
  }

  private static Anchor anchor(String name, CaCertificate certificate, String... registries) {
    return new Anchor(
        new AnchorName(name), certificate, Stream.of(registries).map(Registry::parse).toList());
  }

  private static CaCertificate certificate(String subject) {
    try {
      return CaCertificate.ofDer(ca(subject).der());
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }
}
