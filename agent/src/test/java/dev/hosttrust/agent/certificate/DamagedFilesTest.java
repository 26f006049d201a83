// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import static dev.hosttrust.agent.certificate.TestCertificates.ca;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file is judged, never a reason to crash, whatever it holds. */
class DamagedFilesTest {
  private static final int ROUNDS = 500;

  static Stream<Arguments> files() {
    TestCertificates maker = ca("CN=One,O=Example");
    String pem = maker.pem();
    return Stream.of(
        Arguments.of("DER", maker.der()),
        Arguments.of("PEM", pem.getBytes(StandardCharsets.US_ASCII)),
        Arguments.of("bundle", (pem + ca("CN=Two").pem()).getBytes(StandardCharsets.US_ASCII)),
        Arguments.of("key", TestCertificates.EC.getPrivate().getEncoded()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void judgesDamagedFiles(String kind, byte[] file) {
    CaFileReader reader = new CaFileReader(InstantSource.fixed(TestCertificates.NOW), Set.of());
    Random random = new Random(20260102);
    long refused =
        IntStream.range(0, ROUNDS)
            .mapToObj(round -> damaged(file, random))
            .map(bytes -> reader.parse(bytes, kind))
            .filter(read -> read.certificates().isEmpty())
            .count();
    assertThat(refused).as("refused of " + ROUNDS).isGreaterThan(ROUNDS / 20);
  }

  /** The same damage, but inside a sound block: it reaches the parser of certificates. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void judgesDamagedFilesInABlock(String kind, byte[] file) {
    CaFileReader reader = new CaFileReader(InstantSource.fixed(TestCertificates.NOW), Set.of());
    Random random = new Random(20260103);
    for (int round = 0; round < ROUNDS; round++) {
      String text = TestCertificates.pem("CERTIFICATE", damaged(file, random));
      CaFile read = reader.parse(text.getBytes(StandardCharsets.US_ASCII), kind);
      assertThat(read.certificates().isEmpty()).isEqualTo(!read.problems().isEmpty());
    }
  }

  private static byte[] damaged(byte[] file, Random random) {
    byte[] copy = file.clone();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(copy, random.nextInt(copy.length)) : copy;
  }
}
