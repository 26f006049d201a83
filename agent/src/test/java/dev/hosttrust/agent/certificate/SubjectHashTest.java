// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNumericString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.DERVisibleString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hash is only worth something if it is OpenSSL's, so OpenSSL is asked each time. */
class SubjectHashTest {
  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("subjects")
  void equalsTheHashOfOpenssl(X500Name subject) throws Exception {
    byte[] der = TestCertificates.ca(subject).issuedBy("CN=issuer").der();
    assertThat(SubjectHash.of(der))
        .as(HexFormat.of().formatHex(subject.getEncoded()))
        .isEqualTo(openssl(der));
  }

  @Test
  void refusesATypeThatOpensslDoesNotReadInASubject() throws Exception {
    X500Name subject = rdns(rdn(BCStyle.CN, new DERVisibleString("Visible")));
    byte[] der = TestCertificates.ca(subject).der();
    assertThatThrownBy(() -> SubjectHash.of(der))
        .hasMessage("OpenSSL reads no subject with a value of ASN.1 type 26");
    // Up to OpenSSL 3.0, and since.
    assertThat(openssl(der)).containsPattern("(Unable to load|Could not find) certificate");
  }

  static Stream<X500Name> subjects() {
    Stream<X500Name> chosen =
        Stream.of(
            rdns(),
            rdns(rdn(BCStyle.CN, new DERUTF8String(""))),
            rdns(rdn(BCStyle.CN, new DERUTF8String("   "))),
            rdns(rdn(BCStyle.CN, new DERUTF8String("  Two  \t\n Words  "))),
            rdns(rdn(BCStyle.CN, new DERUTF8String("\u00dcbung \u00c4\u00d6 \ud83d\ude00"))),
            rdns(rdn(BCStyle.CN, new DERUTF8String("no\u00a0break\u2003em\u0085nel"))),
            rdns(rdn(BCStyle.CN, new DERBMPString("BMP \u00c9\u4e2d  X"))),
            rdns(rdn(BCStyle.CN, new DERT61String("T61 \u00e9\u00ff  X"))),
            rdns(rdn(BCStyle.CN, new DERBitString(new byte[] {1, 2, 65}))),
            rdns(rdn(BCStyle.CN, new DERNumericString("12  34 "))),
            rdns(rdn(BCStyle.CN, new DERUTF8String("x".repeat(300)))),
            rdns(
                new RDN(
                    new AttributeTypeAndValue[] {
                      new AttributeTypeAndValue(BCStyle.OU, new DERUTF8String("Zeta")),
                      new AttributeTypeAndValue(BCStyle.CN, new DERPrintableString("A  b")),
                      new AttributeTypeAndValue(BCStyle.O, new DERBMPString("m")),
                    })));
    Random random = new Random(20260101);
    return Stream.concat(chosen, IntStream.range(0, 100).mapToObj(i -> randomName(random)));
  }

  private static X500Name randomName(Random random) {
    return rdns(
        Stream.generate(() -> randomRdn(random)).limit(random.nextInt(5)).toArray(RDN[]::new));
  }

  private static RDN randomRdn(Random random) {
    int size = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
    return new RDN(
        Stream.generate(() -> new AttributeTypeAndValue(randomType(random), randomValue(random)))
            .limit(size)
            .toArray(AttributeTypeAndValue[]::new));
  }

  private static ASN1ObjectIdentifier randomType(Random random) {
    List<ASN1ObjectIdentifier> types =
        List.of(BCStyle.CN, BCStyle.O, BCStyle.OU, BCStyle.L, BCStyle.ST, BCStyle.SERIALNUMBER);
    return types.get(random.nextInt(types.size()));
  }

  private static ASN1Encodable randomValue(Random random) {
    String ascii = randomText(random, "abcXYZ  \t019'()+,-./:=?");
    String latin1 = randomText(random, "aZ  \u00e9\u00c4\u00ff\u00a0\n");
    String basic = randomText(random, "aZ  \u00c9\u4e2d\u0416\u2003\r");
    String any = randomText(random, "aZ  \u00c9\u4e2d\ud83d\ude00\f\u000b");
    return switch (random.nextInt(8)) {
      case 0 -> new DERPrintableString(ascii);
      case 1 -> new DERIA5String(ascii);
      case 2 -> new DERBitString(ascii.getBytes(StandardCharsets.US_ASCII));
      case 3 -> new DERT61String(latin1);
      case 4 -> new DERBMPString(basic);
      case 5 -> new DERUniversalString(any.getBytes(Charset.forName("UTF-32BE")));
      case 6 -> new DERNumericString(randomText(random, "012 "));
      default -> new DERUTF8String(any);
    };
  }

  private static String randomText(Random random, String alphabet) {
    int[] letters = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    IntStream.range(0, random.nextInt(12))
        .forEach(i -> text.appendCodePoint(letters[random.nextInt(letters.length)]));
    return text.toString();
  }

  private static RDN rdn(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new RDN(type, value);
  }

  private static X500Name rdns(RDN... rdns) {
    return new X500Name(rdns);
  }

  private String openssl(byte[] der) throws IOException, InterruptedException {
    Path file = Files.write(directory.resolve("ca.der"), der);
    List<String> command = new ArrayList<>(List.of("openssl", "x509", "-inform", "DER"));
    command.addAll(List.of("-in", file.toString(), "-noout", "-subject_hash"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return output;
  }
}
