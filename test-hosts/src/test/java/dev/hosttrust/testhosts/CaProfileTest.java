// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CaProfileTest {
  private static final int KEY_CERT_SIGN = 5;
  private static final CaProfile GOOD = CaProfile.named("Test Root");

  @Test
  void aGoodCaIsOneInEveryRespect() throws Exception {
    X509Certificate certificate = reread(GOOD);

    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=Test Root");
    assertThat(certificate.getBasicConstraints()).isNotNegative();
    assertThat(certificate.getKeyUsage()[KEY_CERT_SIGN]).isTrue();
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThatCode(certificate::checkValidity).doesNotThrowAnyException();
    certificate.verify(certificate.getPublicKey());
  }

  @Test
  void canBePastOrBeforeItsTime() throws Exception {
    assertThatThrownBy(reread(GOOD.expired())::checkValidity)
        .isInstanceOf(CertificateExpiredException.class);
    assertThatThrownBy(reread(GOOD.notYetValid())::checkValidity)
        .isInstanceOf(CertificateNotYetValidException.class);
  }

  @Test
  void canExpireSoon() throws Exception {
    Instant end = reread(GOOD.expiringInDays(29)).getNotAfter().toInstant();

    assertThat(Duration.between(Instant.now(), end).toDays()).isEqualTo(28);
  }

  @Test
  void canLackWhatMakesACa() throws Exception {
    assertThat(reread(GOOD.notACa()).getBasicConstraints()).isNegative();
    assertThat(reread(GOOD.withoutKeyCertSign()).getBasicConstraints()).isNotNegative();
    assertThat(reread(GOOD.withoutKeyCertSign()).getKeyUsage()[KEY_CERT_SIGN]).isFalse();
  }

  @Test
  void canBeWeak() throws Exception {
    X509Certificate weak = reread(GOOD.rsa(1024).sha1());

    assertThat(weak.getSigAlgName()).isEqualTo("SHA1withRSA");
    assertThat(((RSAPublicKey) weak.getPublicKey()).getModulus().bitLength()).isEqualTo(1024);
  }

  @Test
  void signsIntermediatesAndServers() throws Exception {
    TestCa root = GOOD.create();
    TestCa intermediate = root.intermediate(CaProfile.named("Test Intermediate").rsa(2048));
    ServerCertificate server = intermediate.server("harbor.example.com");

    intermediate.certificate().verify(root.certificate().getPublicKey());
    parse(server.certificate()).verify(intermediate.certificate().getPublicKey());
    assertThat(server.intermediates()).isEqualTo(intermediate.pem());
    assertThat(root.server("harbor.example.com").intermediates()).isEmpty();
  }

  private static X509Certificate reread(CaProfile profile) throws CertificateException {
    return parse(profile.create().pem());
  }

  private static X509Certificate parse(String pem) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }
}
