// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.trust.Registry;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerLeafTest {

  @ParameterizedTest
  @CsvSource({
    "r.example.com, r.example.com:8443, true",
    "R.Example.com, r.example.COM, true",
    "*.example.com, r.example.com, true",
    "*.example.com, a.r.example.com, false",
    "*.example.com, example.com, false",
    "other.example.com, r.example.com, false",
    "192.0.2.7, 192.0.2.7:5000, true",
    "2001:db8:0:0:0:0:0:5, [2001:db8::5]:5000, true",
    "2001:db8::6, [2001:db8::5]:5000, false",
  })
  void isTheCertificateForTheRegistrysHost(String name, String registry, boolean own)
      throws Exception {
    String pem = pem(name, false, KeyPurposeId.id_kp_serverAuth);

    assertThat(ServerLeaf.isOf(Registry.parse(registry), pem)).isEqualTo(own);
  }

  @Test
  void isNoCertificateOfAClientAndNoCa() throws Exception {
    Registry registry = Registry.parse("r.example.com");

    assertThat(
            ServerLeaf.isOf(registry, pem("r.example.com", false, KeyPurposeId.id_kp_clientAuth)))
        .isFalse();
    assertThat(ServerLeaf.isOf(registry, pem("r.example.com", true, KeyPurposeId.id_kp_serverAuth)))
        .isFalse();
    assertThat(ServerLeaf.isOf(registry, "no certificate")).isFalse();
    assertThat(ServerLeaf.isOf(registry, "")).isFalse();
  }

  @Test
  void itsKeyBesideItIsTold() throws Exception {
    String path = "/etc/docker/certs.d/r.example.com/";
    StoreFacts host =
        new StoreFacts()
            .file(
                path + "r.example.com.cert",
                pem("r.example.com", false, KeyPurposeId.id_kp_serverAuth))
            .file(path + "client.cert", pem("me", false, KeyPurposeId.id_kp_clientAuth));

    assertThat(host.plan(StoreFacts.wanted(Stores.named("docker"), "r.example.com")).warnings())
        .containsExactly(
            path
                + "r.example.com.cert is the registry's own certificate, so that "
                + path
                + "r.example.com.key is the private key of the server, which no client needs and no"
                + " other host should have; remove both, and replace the key if others could read"
                + " it");
  }

  @Test
  void noKeyIsEverAskedFor() {
    assertThat(
            HostState.asked(StoreFacts.wanted(Stores.named("docker", "podman"), "r.example.com")))
        .noneMatch(path -> path.endsWith(".key"))
        .contains("/etc/docker/certs.d/r.example.com/r.example.com.cert");
  }

  private static String pem(String name, boolean ca, KeyPurposeId purpose) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair key = generator.generateKeyPair();
    X500Name subject = new X500Name("CN=Somebody");
    boolean address = name.matches("[0-9.]+|.*:.*");
    byte[] der =
        new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.ONE,
                Date.from(Instant.EPOCH),
                Date.from(Instant.ofEpochSecond(4_000_000_000L)),
                subject,
                key.getPublic())
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(ca))
            .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
            .addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                    new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name)))
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
            .getEncoded();
    return "-----BEGIN CERTIFICATE-----\n"
        + new String(Base64.getMimeEncoder().encode(der), StandardCharsets.US_ASCII)
        + "\n-----END CERTIFICATE-----\n";
  }
}
