// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import static dev.hosttrust.agent.certificate.TestCertificates.ca;
import static dev.hosttrust.agent.certificate.TestCertificates.pem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.certificate.TestCertificates.Constraints;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.Warning;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaFileReaderTest {
  private static final String COPY_AGAIN = "; copy the file again from where it was made";
  private static final String GIVE_THE_CA = "; give a file with the CA certificate, in PEM or DER";

  private final CaFileReader reader =
      new CaFileReader(InstantSource.fixed(TestCertificates.NOW), Set.of());

  @Test
  void keepsTheBytesOfAFileWithOneCertificate() {
    String text =
        "Certificate:\n    Data:\n        Version: 3 (0x2)\n\n" + ca("CN=X").pem() + "\n#";
    CaFile file = parse(text);
    assertThat(file.problems()).isEmpty();
    assertThat(file.warnings()).isEmpty();
    assertThat(file.certificates())
        .singleElement()
        .satisfies(c -> assertThat(c.pem()).asString().isEqualTo(text));
  }

  @Test
  void keepsWindowsLineEnds() {
    String text = ca("CN=X").pem().replace("\n", "\r\n");
    assertThat(parse(text).certificates().getFirst().pem()).asString().isEqualTo(text);
  }

  @Test
  void keepsAFileWithoutANewlineAtItsEnd() {
    String text = ca("CN=X").pem().stripTrailing();
    assertThat(parse(text).certificates().getFirst().pem()).asString().isEqualTo(text);
  }

  @Test
  void writesDerAsPem() {
    byte[] der = ca("CN=X").der();
    CaFile file = reader.parse(der, "ca.der");
    assertThat(file.certificates().getFirst().pem()).asString().isEqualTo(pem("CERTIFICATE", der));
    assertThat(file.certificates().getFirst().der()).isEqualTo(der);
  }

  static Stream<String> oddForms() {
    String pem = ca("CN=X").pem();
    return Stream.of(
        "\u00ef\u00bb\u00bf" + pem,
        pem.replace("\n", "\r"),
        "  " + pem,
        pem.indent(2),
        pem.replace("\n", " \n"),
        pem.replaceFirst("\n", "\n\n"),
        pem.replace("CERTIFICATE", "X509 CERTIFICATE"),
        pem("CERTIFICATE", ca("CN=X").der(), 800));
  }

  @ParameterizedTest
  @MethodSource("oddForms")
  void writesAnewWhatSomeTlsLibrariesCannotRead(String text) {
    CaCertificate certificate = parse(text).certificates().getFirst();
    assertThat(certificate.pem()).asString().isEqualTo(pem("CERTIFICATE", certificate.der()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC PARAMETERS", "DH PARAMETERS", "X9.42 DH PARAMETERS"})
  void passesOverTheParametersOfAKey(String label) {
    String parameters = pem(label, new byte[] {1});
    byte[] der = ca("CN=X").der();
    String certificate = pem("CERTIFICATE", der);
    for (String text : List.of(parameters + certificate, certificate + parameters)) {
      CaFile file = parse(text);
      assertThat(file.problems()).isEmpty();
      assertThat(file.certificates())
          .singleElement()
          .satisfies(c -> assertThat(c.pem()).asString().isEqualTo(certificate));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", " \n\n"})
  void takesDerWithALineEndBehindIt(String end) {
    byte[] der = ca("CN=X").der();
    String file = new String(der, StandardCharsets.ISO_8859_1) + end;
    assertThat(parse(file).certificates())
        .singleElement()
        .satisfies(c -> assertThat(c.der()).isEqualTo(der));
  }

  @Test
  void splitsABundle() {
    TestCertificates one = ca("CN=One");
    TestCertificates two = ca("CN=Two");
    List<CaCertificate> parts =
        parse("# first\n" + one.pem() + "# second\n" + two.pem()).certificates();
    assertThat(parts).extracting(CaCertificate::subject).containsExactly("CN=One", "CN=Two");
    assertThat(parts.get(1).pem()).asString().isEqualTo(pem("CERTIFICATE", parts.get(1).der()));
  }

  @Test
  void splitsABundleThatWasGluedTogether() {
    String text = ca("CN=One").pem().stripTrailing() + ca("CN=Two").pem();
    assertThat(parse(text).certificates())
        .extracting(CaCertificate::subject)
        .containsExactly("CN=One", "CN=Two");
  }

  @Test
  void takesACertificateOnceThatABundleHasTwice() {
    String pem = ca("CN=X").pem();
    CaFile file = parse(pem + pem);
    assertThat(file.certificates()).hasSize(1);
    assertThat(file.warnings())
        .extracting(Warning::message)
        .containsExactly(
            "ca.crt:%d: the same certificate as at ca.crt:1; it is taken once"
                .formatted(1 + pem.lines().count()));
  }

  static Stream<Arguments> refusals() {
    String good = ca("CN=X").pem();
    String base64 = good.lines().skip(1).findFirst().orElseThrow();
    long end = good.lines().count();
    return Stream.of(
        Arguments.of("", "ca.crt: is empty" + COPY_AGAIN),
        Arguments.of("hello", "ca.crt: holds no certificate" + GIVE_THE_CA),
        Arguments.of("0", "ca.crt: holds no certificate" + GIVE_THE_CA),
        Arguments.of(
            "\u00ff\u00fe-\0-\0",
            "ca.crt: holds text in UTF-16; convert it: iconv -f UTF-16 -t UTF-8 ca.crt"),
        Arguments.of(
            good.replace("-----END CERTIFICATE-----\n", ""),
            "ca.crt:1: the block CERTIFICATE has no END line" + COPY_AGAIN),
        Arguments.of(
            good.replace("-----END CERTIFICATE-----", "-----END X509 CRL-----"),
            "ca.crt:1: the block CERTIFICATE has no END line"
                + COPY_AGAIN
                + "\nca.crt:"
                + end
                + ": END X509 CRL without a BEGIN line before it"
                + COPY_AGAIN),
        Arguments.of(
            good.replace("-----BEGIN CERTIFICATE-----\n", ""),
            "ca.crt:"
                + (end - 1)
                + ": END CERTIFICATE without a BEGIN line before it"
                + COPY_AGAIN),
        Arguments.of(
            good.replace(base64, "*" + base64),
            "ca.crt:2: no base64: '*%s...'".formatted(base64.substring(0, 56)) + COPY_AGAIN),
        Arguments.of(
            good.replace(base64, base64.substring(1)),
            "ca.crt:1: the base64 of the block CERTIFICATE is cut off or damaged" + COPY_AGAIN),
        Arguments.of(
            good.stripTrailing() + " CA",
            ("ca.crt:1: the block CERTIFICATE has no END line%s\nca.crt:%d: a BEGIN or END marker"
                    + " that shares its line with other text: '-----END CERTIFICATE----- CA'; put"
                    + " each marker onto a line of its own")
                .formatted(COPY_AGAIN, end)),
        Arguments.of(
            good + pem("X509 CRL", new byte[] {1}),
            "ca.crt:" + (end + 1) + ": holds a certificate revocation list" + GIVE_THE_CA),
        Arguments.of(
            pem("CERTIFICATE REQUEST", new byte[] {1}),
            "ca.crt:1: holds a certificate signing request" + GIVE_THE_CA),
        Arguments.of(
            pem("PUBLIC KEY", new byte[] {1}), "ca.crt:1: holds a public key" + GIVE_THE_CA),
        Arguments.of(
            pem("TRUSTED CERTIFICATE", new byte[] {1}),
            "ca.crt:1: holds a certificate in OpenSSL's own TRUSTED form, which other programs cannot"
                + " read; convert it: openssl x509 -in ca.crt -out new.crt"),
        Arguments.of(
            pem("PKCS7", new byte[] {1}),
            "ca.crt:1: holds a PKCS#7 file; convert it: openssl pkcs7 -print_certs -in ca.crt -out"
                + " new.crt (with -inform DER if it is binary)"),
        Arguments.of(
            pem("DH PARAMETERS", new byte[] {1}), "ca.crt: holds no certificate" + GIVE_THE_CA),
        Arguments.of(
            base64(good),
            "ca.crt: holds the base64 of a PEM file, as a Kubernetes Secret's value is; decode it:"
                + " base64 -d ca.crt >new.crt"),
        Arguments.of(
            base64("Certificate:\n" + good).replaceAll(".{76}", "$0\n"),
            "ca.crt: holds the base64 of a PEM file, as a Kubernetes Secret's value is; decode it:"
                + " base64 -d ca.crt >new.crt"),
        Arguments.of(
            "kind: Secret\ndata:\n  ca.crt: " + base64(good),
            "ca.crt: holds a PEM file in base64, as a Kubernetes Secret has it; take the value of"
                + " ca.crt out of it and decode it with base64 -d"),
        Arguments.of(
            good.replaceAll("-----.*-----\n", ""),
            "ca.crt: holds base64 without BEGIN and END lines around it; decode it: base64 -d ca.crt"
                + " >new.der"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesAFileWithoutASoundCertificate(String text, String messages) {
    assertRefused(parse(text), messages);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----",
        "-----BEGIN DSA PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----",
        "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----",
        "PuTTY-User-Key-File-3: ssh-ed25519",
        "  -----begin rsa private key-----",
        "privateExponent:",
        "priv:",
      })
  void refusesAFileThatHoldsAPrivateKey(String mark) {
    String pem = ca("CN=X").pem();
    String text = pem + mark + "\nAAAA\n-----END RSA PRIVATE KEY-----\n";
    assertThat(parse(text).problems())
        .extracting(Problem::message)
        .contains(
            ("ca.crt:%d: holds a private key, which every user of every host could read then; leave"
                    + " the key where it is and give a file with the CA certificate alone")
                .formatted(pem.lines().count() + 1));
    assertThat(parse(text).certificates()).isEmpty();
  }

  @Test
  void refusesAPrivateKeyUnderTheLabelOfACertificate() {
    byte[] key = TestCertificates.EC.getPrivate().getEncoded();
    assertRefused(
        parse(pem("CERTIFICATE", key)),
        "ca.crt:1: holds a private key, which every user of every host could read then; leave the key"
            + " where it is and give a file with the CA certificate alone");
  }

  private static String pass(String word) {
    return ", or let it pass with --allow %s, in a spec file or a task with allow: [%s]"
        .formatted(word, word);
  }

  static Stream<Arguments> checks() {
    return Stream.of(
        Arguments.of(
            ca("CN=X").with(Constraints.ABSENT).issuedBy("CN=Up"),
            "ca.crt:1: CN=X is not a CA: no basicConstraints; give the certificate of its issuer,"
                + " CN=Up"
                + pass("leaf"),
            "ca.crt:1: CN=X is not a CA: no basicConstraints; programs in Go trust it for itself"
                + " alone, and OpenSSL only together with its issuer"),
        Arguments.of(
            ca("CN=X").with(Constraints.VERSION_1).issuedBy("CN=Up"),
            "ca.crt:1: CN=X is an X.509 version 1 certificate, which cannot say that it is a CA;"
                + " give the certificate of its issuer, CN=Up"
                + pass("leaf"),
            "ca.crt:1: CN=X is an X.509 version 1 certificate, which cannot say that it is a CA;"
                + " programs in Go trust it for itself alone, and OpenSSL only together with its issuer"),
        Arguments.of(
            ca("CN=X").valid("2020-01-01T00:00:00Z", "2026-06-01T11:59:59Z"),
            "ca.crt:1: CN=X expired on 2026-06-01 11:59:59 UTC; give the CA's new certificate"
                + pass("expired"),
            "ca.crt:1: CN=X expired on 2026-06-01 11:59:59 UTC"),
        Arguments.of(
            ca("CN=X").valid("2026-06-01T12:00:01Z", "2030-01-01T00:00:00Z"),
            "ca.crt:1: CN=X is not valid before 2026-06-01 12:00:01 UTC; wait until then, or set"
                + " this computer's clock right"
                + pass("not-yet-valid"),
            "ca.crt:1: CN=X is not valid before 2026-06-01 12:00:01 UTC"));
  }

  @ParameterizedTest
  @MethodSource("checks")
  void refusesACertificateThatIsNoTrustAnchorNow(TestCertificates maker, String message) {
    assertRefused(parse(maker.pem()), message);
  }

  @ParameterizedTest
  @MethodSource("checks")
  void takesItWithAWarningWhereTheUserLetsItPass(
      TestCertificates maker, String message, String warning) {
    Allowance its =
        EnumSet.allOf(Allowance.class).stream()
            .filter(allowance -> message.endsWith(pass(allowance.word())))
            .findFirst()
            .orElseThrow();
    CaFile passed = parse(maker.pem(), EnumSet.of(its));
    assertThat(passed.certificates()).hasSize(1);
    assertThat(passed.warnings()).extracting(Warning::message).containsExactly(warning);
    assertRefused(parse(maker.pem(), EnumSet.complementOf(EnumSet.of(its))), message);
  }

  @Test
  void tellsToLeaveAServersCertificateOutOfItsChain() {
    String leaf = ca("CN=www").with(Constraints.END_ENTITY).issuedBy("CN=Up").pem();
    assertRefused(
        parse(leaf + ca("CN=Up").pem()),
        "ca.crt:1: CN=www is not a CA: basicConstraints CA:FALSE; leave the server's certificate out"
            + " of the file, which has a CA's as well"
            + pass("leaf"));
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-01T00:00:00Z, 2021-01-01T00:00:00Z, expired on 2021-01-01 00:00:00 UTC",
    "2027-01-01T00:00:00Z, 2028-01-01T00:00:00Z, is not valid before 2027-01-01 00:00:00 UTC",
  })
  void takesAnExpiredOrFutureCertificateBesideAValidOneOfTheFile(
      String from, String to, String flaw) {
    CaFile file = parse(ca("CN=X").valid(from, to).pem() + ca("CN=Good").pem());
    assertThat(file.problems()).isEmpty();
    assertThat(file.certificates())
        .extracting(CaCertificate::subject)
        .containsExactly("CN=X", "CN=Good");
    assertThat(file.warnings())
        .extracting(Warning::message)
        .containsExactly(
            "ca.crt:1: CN=X " + flaw + "; it goes out with the rest of the file all the same");
  }

  @Test
  void refusesABundleOfWhichNothingIsValid() {
    TestCertificates old = ca("CN=X").valid("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z");
    CaFile file =
        parse(old.pem() + old.with(TestCertificates.key("EC", 384), "SHA384withECDSA").pem());
    assertThat(file.problems()).hasSize(2);
  }

  static Stream<Arguments> selfSigned() {
    return Stream.of(
        Arguments.of(Constraints.END_ENTITY, "is not a CA: basicConstraints CA:FALSE"),
        Arguments.of(Constraints.ABSENT, "is not a CA: no basicConstraints"),
        Arguments.of(
            Constraints.VERSION_1,
            "is an X.509 version 1 certificate, which cannot say that it is a CA"));
  }

  /** Checked with OpenSSL 3.0: {@code openssl verify -CAfile self.crt self.crt} says OK. */
  @ParameterizedTest
  @MethodSource("selfSigned")
  void takesASelfSignedCertificateThatIsNoCa(Constraints constraints, String flaw) {
    CaFile file = parse(ca("CN=X").with(constraints).pem());
    assertThat(file.problems()).isEmpty();
    assertThat(file.certificates()).hasSize(1);
    assertThat(file.warnings())
        .extracting(Warning::message)
        .containsExactly(
            "ca.crt:1: CN=X "
                + flaw
                + "; Docker, containerd and OpenSSL trust it all the same, because it signed itself,"
                + " and other TLS libraries may not");
  }

  @Test
  void refusesACertificateThatOnlyClaimsToBeSelfSigned() {
    byte[] der = ca("CN=X").with(Constraints.END_ENTITY).der();
    der[der.length - 1] ^= 1;
    assertRefused(
        reader.parse(der, "ca.der"),
        "ca.der: CN=X is not a CA: basicConstraints CA:FALSE; make one with basicConstraints CA:TRUE"
            + pass("leaf"));
  }

  static Stream<Arguments> warnings() {
    KeyPair weak = TestCertificates.key("RSA", 1024);
    KeyPair strong = TestCertificates.key("RSA", 2048);
    return Stream.of(
        Arguments.of(
            ca("CN=X").valid("2020-01-01T00:00:00Z", "2026-06-01T12:00:00Z"),
            "ca.crt:1: CN=X expires on 2026-06-01 12:00:00 UTC, within a day"),
        Arguments.of(
            ca("CN=X").valid("2020-01-01T00:00:00Z", "2026-06-02T12:00:00Z"),
            "ca.crt:1: CN=X expires on 2026-06-02 12:00:00 UTC, in 1 day"),
        Arguments.of(
            ca("CN=X").valid("2020-01-01T00:00:00Z", "2026-07-01T11:59:59Z"),
            "ca.crt:1: CN=X expires on 2026-07-01 11:59:59 UTC, in 29 days"),
        Arguments.of(
            ca("CN=X").with(TestCertificates.EC, "SHA1withECDSA"),
            "ca.crt:1: CN=X is signed with SHA1withECDSA, which TLS libraries are giving up"),
        Arguments.of(
            ca("CN=X").with(strong, "MD5withRSA"),
            "ca.crt:1: CN=X is signed with MD5withRSA, which TLS libraries are giving up"),
        Arguments.of(
            ca("CN=X").with(weak, "SHA256withRSA"),
            "ca.crt:1: CN=X has an RSA key of 1024 bits; Debian's OpenSSL refuses fewer than 2048"),
        Arguments.of(
            ca("CN=X").with(KeyUsage.cRLSign),
            "ca.crt:1: CN=X has a keyUsage without keyCertSign; TLS libraries refuse the"
                + " certificates that it signed"),
        Arguments.of(
            ca("CN=X").issuedBy("CN=Up"),
            "ca.crt:1: CN=X is an intermediate CA; OpenSSL trusts it only together with its issuer,"
                + " CN=Up"));
  }

  @ParameterizedTest
  @MethodSource("warnings")
  void warnsOfATrustAnchorThatMayNotServe(TestCertificates maker, String message) {
    CaFile file = parse(maker.pem());
    assertThat(file.problems()).isEmpty();
    assertThat(file.certificates()).hasSize(1);
    assertThat(file.warnings()).extracting(Warning::message).containsExactly(message);
  }

  @Test
  void warnsOfASelfSignedCertificateWhoseSignatureDoesNotFit() {
    byte[] der = ca("CN=X").der();
    der[der.length - 1] ^= 1;
    assertThat(reader.parse(der, "ca.der").warnings())
        .extracting(Warning::message)
        .containsExactly(
            "ca.der: CN=X names itself as its issuer, but did not sign itself; compare its SHA-256"
                + " with the CA's, unless the CA's former key signed it");
  }

  /** RFC 4210, 4.4: "new with old", which carries a CA over to its new key. */
  @Test
  void saysNothingOfARollOverCertificateBesideTheFormerOne() {
    TestCertificates former = ca("CN=X");
    TestCertificates roll = former.with(TestCertificates.key("EC", 384), "SHA384withECDSA");
    CaFile file = parse(former.pem() + roll.signedWith(former.key(), "SHA256withECDSA").pem());
    assertThat(file.certificates()).hasSize(2);
    assertThat(file.warnings()).isEmpty();
  }

  static Stream<TestCertificates> sound() {
    return Stream.of(
        ca("CN=X"),
        ca("CN=X").with(0),
        ca("CN=X").with(TestCertificates.key("RSA", 2048), "SHA256withRSA"),
        ca("CN=X").valid("2026-06-01T12:00:00Z", "2026-07-01T12:00:00Z"));
  }

  @ParameterizedTest
  @MethodSource("sound")
  void saysNothingOfASoundCa(TestCertificates maker) {
    assertThat(parse(maker.pem()).problems()).isEmpty();
    assertThat(parse(maker.pem()).warnings()).isEmpty();
  }

  @Test
  void saysNothingOfAnIntermediateBesideItsIssuer() {
    CaFile file = parse(ca("CN=X").issuedBy("CN=Up").pem() + ca("CN=Up").pem());
    assertThat(file.warnings()).isEmpty();
  }

  @Test
  void saysOnlyThatItIsNoCaOfAServersCertificate() {
    CaFile file =
        parse(
            ca("CN=www")
                .with(Constraints.END_ENTITY)
                .with(KeyUsage.digitalSignature)
                .issuedBy("CN=Up")
                .pem());
    assertThat(file.problems()).hasSize(1);
    assertThat(file.warnings()).isEmpty();
  }

  @Test
  void listsAllProblemsOfAFile() {
    String leaf = ca("CN=leaf").with(Constraints.ABSENT).issuedBy("CN=Up").pem();
    String old = ca("CN=old").valid("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z").pem();
    long lines = leaf.lines().count();
    assertRefused(
        parse(leaf + "-----END X-----\n" + old),
        """
        ca.crt:%d: END X without a BEGIN line before it; copy the file again from where it was made
        ca.crt:1: CN=leaf is not a CA: no basicConstraints; leave the server's certificate out of the file, which has a CA's as well%s
        ca.crt:%d: CN=old expired on 2021-01-01 00:00:00 UTC; give the CA's new certificate%s"""
            .formatted(lines + 1, pass("leaf"), lines + 2, pass("expired")));
  }

  private CaFile parse(String latin1) {
    return parse(latin1, Set.of());
  }

  private static CaFile parse(String latin1, Set<Allowance> allowed) {
    return new CaFileReader(InstantSource.fixed(TestCertificates.NOW), allowed)
        .parse(latin1.getBytes(StandardCharsets.ISO_8859_1), "ca.crt");
  }

  private static void assertRefused(CaFile file, String messages) {
    assertThat(file.problems()).extracting(Problem::message).isEqualTo(messages.lines().toList());
    assertThat(file.certificates()).isEmpty();
  }
}
