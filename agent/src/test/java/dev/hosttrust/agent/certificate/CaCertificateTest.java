// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import static dev.hosttrust.agent.certificate.TestCertificates.ca;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.DERVisibleString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaCertificateTest {
  @TempDir Path dir;

  @Test
  void hasTheFingerprintAndThePemOfOpenssl() throws Exception {
    byte[] der = ca("CN=X").der();
    CaCertificate certificate = CaCertificate.ofDer(der);
    String fingerprint = openssl(der, "-fingerprint", "-sha256", "-noout");
    assertThat(certificate.fingerprint())
        .isEqualTo(
            fingerprint.replaceFirst(".*=", "").replace(":", "").strip().toLowerCase(Locale.ROOT));
    assertThat(certificate.pem()).asString().isEqualTo(openssl(der));
  }

  @Test
  void showsWhatAnOperatorAsksFor() throws Exception {
    CaCertificate certificate = CaCertificate.ofDer(ca("O=Example,CN=X").der());
    assertThat(certificate.subject()).isEqualTo("CN=X,O=Example");
    assertThat(certificate.notAfter()).isEqualTo(Instant.parse("2035-01-01T00:00:00Z"));
    assertThat(certificate)
        .hasToString("CN=X,O=Example (SHA-256 " + certificate.fingerprint() + ")");
  }

  @Test
  void describesItselfOnOneLineWhateverItsSubject() throws Exception {
    CaCertificate certificate = CaCertificate.ofDer(ca("CN=X").der());
    assertThat(certificate.described())
        .isEqualTo("CN=X (SHA-256 " + certificate.fingerprint() + ", valid until 2035-01-01)");
    String subject = String.join(",", Collections.nCopies(100, "CN=" + "x".repeat(60)));
    assertThat(CaCertificate.ofDer(ca(subject).der()).described())
        .startsWith(subject.substring(0, 210) + "... (6189 more characters) (SHA-256 ");
  }

  @Test
  void hasTheBodyOfItsPemOnOneLine() throws Exception {
    CaCertificate certificate = CaCertificate.ofDer(ca("CN=X").der());
    String pem = new String(certificate.pem(), StandardCharsets.US_ASCII);
    assertThat(certificate.bodyBase64())
        .isEqualTo(pem.replaceAll("-----[A-Z ]+-----", "").replace("\n", ""));
  }

  @Test
  void cannotBeChangedThroughItsArrays() throws Exception {
    byte[] der = ca("CN=X").der();
    CaCertificate certificate = CaCertificate.ofDer(der);
    CaCertificate same = CaCertificate.ofDer(der.clone());
    der[0] = 0;
    certificate.der()[0] = 0;
    certificate.pem()[0] = 0;
    assertThat(certificate).isEqualTo(same).hasSameHashCodeAs(same);
  }

  @Test
  void differsWhereTheFileDiffers() throws Exception {
    byte[] der = ca("CN=X").der();
    byte[] file = "text".getBytes(StandardCharsets.UTF_8);
    assertThat(CaCertificate.ofFile(der, file)).isNotEqualTo(CaCertificate.ofDer(der));
  }

  @Test
  void refusesASubjectThatOpensslDoesNotRead() {
    X500Name subject =
        new X500Name(new RDN[] {new RDN(BCStyle.CN, new DERVisibleString("Visible"))});
    assertThatThrownBy(() -> CaCertificate.ofDer(ca(subject).der()))
        .isInstanceOf(CertificateException.class)
        .hasMessage("OpenSSL reads no subject with a value of ASN.1 type 26");
  }

  private String openssl(byte[] der, String... options) throws Exception {
    Path file = Files.write(dir.resolve("ca.der"), der);
    var command = new ArrayList<>(List.of("openssl", "x509", "-inform", "DER", "-in"));
    command.add(file.toString());
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
