// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.words.Problem;
import java.io.ByteArrayOutputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Binary files that users take for a certificate, each made by a real library. */
class MistakenFileTest {
  private static final KeyPair RSA = TestCertificates.key("RSA", 2048);
  private static final X500Name NAME = new X500Name("CN=X");

  static Stream<Arguments> files() throws Exception {
    ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key());
    return Stream.of(
        Arguments.of("PKCS#8, EC", key().getEncoded(), MistakenFile.PRIVATE_KEY),
        Arguments.of("PKCS#8, RSA", RSA.getPrivate().getEncoded(), MistakenFile.PRIVATE_KEY),
        Arguments.of("PKCS#8, Ed25519", ed25519(), MistakenFile.PRIVATE_KEY),
        Arguments.of("PKCS#8, encrypted", encrypted(), MistakenFile.PRIVATE_KEY),
        Arguments.of("PKCS#1", traditional(RSA.getPrivate()), MistakenFile.PRIVATE_KEY),
        Arguments.of("SEC1", traditional(key()), MistakenFile.PRIVATE_KEY),
        Arguments.of("PKCS#12", keystore("PKCS12"), MistakenFile.PKCS12),
        Arguments.of("JKS", keystore("JKS"), MistakenFile.JAVA_KEYSTORE),
        Arguments.of("JCEKS", keystore("JCEKS"), MistakenFile.JAVA_KEYSTORE),
        Arguments.of("PKCS#7", pkcs7(), MistakenFile.PKCS7),
        Arguments.of("PKCS#7, BER", new byte[] {0x30, (byte) 0x80, 6, 9, 42}, MistakenFile.PKCS7),
        Arguments.of(
            "PKCS#12, BER", new byte[] {0x30, (byte) 0x80, 2, 1, 3, 0x30}, MistakenFile.PKCS12),
        Arguments.of(
            "request",
            new PKCS10CertificationRequestBuilder(NAME, spki()).build(signer).getEncoded(),
            MistakenFile.REQUEST),
        Arguments.of(
            "CRL",
            new X509v2CRLBuilder(NAME, Date.from(TestCertificates.NOW)).build(signer).getEncoded(),
            MistakenFile.CRL),
        Arguments.of("public key", spki().getEncoded(), MistakenFile.PUBLIC_KEY));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void saysWhatABinaryFileIs(String kind, byte[] file, MistakenFile content) {
    CaFile read = new CaFileReader(InstantSource.system(), Set.of()).parse(file, "x.bin");
    assertThat(read.problems())
        .as(kind)
        .extracting(Problem::message)
        .containsExactly("x.bin: holds " + content.words() + "; " + content.remedy("x.bin"));
  }

  @Test
  void refusesBytesAfterTheCertificate() {
    byte[] der = TestCertificates.ca("CN=X").der();
    assertThat(problems(Arrays.copyOf(der, der.length + 2)))
        .containsExactly(
            "x.bin: holds no readable certificate: 2 bytes follow the certificate; give a file with the CA"
                + " certificate, in PEM or DER");
  }

  @Test
  void refusesACertificateThatIsCutOff() {
    byte[] der = TestCertificates.ca("CN=X").der();
    assertThat(problems(Arrays.copyOf(der, der.length - 1)))
        .singleElement()
        .asString()
        .startsWith("x.bin: holds no readable certificate: ");
  }

  private static List<String> problems(byte[] file) {
    return new CaFileReader(InstantSource.system(), Set.of())
        .parse(file, "x.bin").problems().stream().map(Problem::message).toList();
  }

  private static PrivateKey key() {
    return TestCertificates.EC.getPrivate();
  }

  private static byte[] ed25519() throws Exception {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
  }

  private static byte[] encrypted() throws Exception {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo("PBEWithMD5AndDES", new byte[64]);
    return info.getEncoded();
  }

  /** The form before PKCS#8, which stands inside it. */
  private static byte[] traditional(PrivateKey key) throws Exception {
    return PrivateKeyInfo.getInstance(key.getEncoded())
        .parsePrivateKey()
        .toASN1Primitive()
        .getEncoded();
  }

  private static byte[] keystore(String type) throws Exception {
    KeyStore keystore = KeyStore.getInstance(type);
    keystore.load(null, null);
    Certificate certificate = CaCertificate.ofDer(TestCertificates.ca("CN=X").der()).x509();
    keystore.setKeyEntry("x", key(), "secret".toCharArray(), new Certificate[] {certificate});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    keystore.store(out, "secret".toCharArray());
    return out.toByteArray();
  }

  private static byte[] pkcs7() throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addCertificate(new X509CertificateHolder(TestCertificates.ca("CN=X").der()));
    return generator.generate(new CMSAbsentContent()).toASN1Structure().getEncoded("DER");
  }

  private static SubjectPublicKeyInfo spki() {
    return SubjectPublicKeyInfo.getInstance(TestCertificates.EC.getPublic().getEncoded());
  }
}
