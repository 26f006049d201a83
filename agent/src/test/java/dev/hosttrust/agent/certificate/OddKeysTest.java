// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.trust.SpecBuilder;
import dev.hosttrust.agent.trust.UserText;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.Warning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CAs whose keys OpenSSL reads and the JDK does not, or cannot verify with; made by openssl. */
class OddKeysTest {
  private static final String EXPLICIT =
      "-pkeyopt ec_paramgen_curve:prime256v1 -pkeyopt ec_param_enc:explicit";

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-pkeyopt ec_paramgen_curve:brainpoolP256r1",
        "-pkeyopt ec_paramgen_curve:brainpoolP384r1",
        "-pkeyopt ec_paramgen_curve:brainpoolP384t1",
        "-pkeyopt ec_paramgen_curve:secp256k1",
        "-pkeyopt ec_paramgen_curve:secp224r1",
        "-pkeyopt ec_paramgen_curve:SM2",
        EXPLICIT,
      })
  void takesThemAsOpensslDoes(String key) throws Exception {
    Path ca = ca(key);

    CaFile file = reader().read(ca);

    assertThat(file.problems()).isEmpty();
    assertThat(file.warnings()).isEmpty();
    CaCertificate certificate = file.certificates().getFirst();
    assertThat(certificate.pem()).isEqualTo(Files.readAllBytes(ca));
    assertThat(certificate.subject()).isEqualTo("CN=Odd CA,O=Example");
    assertThat(certificate.subjectHash())
        .isEqualTo(openssl("x509", "-in", ca.toString(), "-noout", "-subject_hash").strip());
    String fingerprint = openssl("x509", "-in", ca.toString(), "-noout", "-fingerprint", "-sha256");
    assertThat(certificate.fingerprint())
        .isEqualTo(
            fingerprint.replaceFirst(".*=", "").replace(":", "").strip().toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CA:FALSE", "CA:TRUE"})
  void readsTheExtensionsOfACertificateWhoseKeyTheJdkDoesNotRead(String constraints)
      throws Exception {
    CaFile file =
        reader().read(ca(EXPLICIT, "-addext", "basicConstraints=critical," + constraints));

    assertThat(file.warnings())
        .extracting(Warning::what)
        .allMatch(what -> what.contains("is not a CA: basicConstraints CA:FALSE"))
        .hasSize(constraints.equals("CA:FALSE") ? 1 : 0);
  }

  @Test
  void refusesABrokenKey() throws Exception {
    byte[] der = reader().read(ca(EXPLICIT)).certificates().getFirst().der();
    Der.Element key = CertificateFields.of(der).publicKey();
    Der.Element noPoint = new Der.Element(Der.BIT_STRING, new byte[] {0, 9, 9});
    Der.Element broken = Der.sequence(List.of(key.children().getFirst(), noPoint));

    CaFile file = reader().parse(CertificateFields.of(der).withPublicKey(broken), "ca.der");

    assertThat(file.problems())
        .extracting(Problem::what)
        .containsExactly(
            "holds no readable certificate: java.io.IOException: Only named ECParameters supported");
  }

  @Test
  void judgesDamagedOnes() throws Exception {
    byte[] der = reader().read(ca(EXPLICIT)).certificates().getFirst().der();
    Random random = new Random(20260104);
    for (int round = 0; round < 500; round++) {
      byte[] damaged = der.clone();
      damaged[random.nextInt(der.length)] = (byte) random.nextInt(256);
      CaFile file = reader().parse(damaged, "ca.der");
      assertThat(file.certificates().isEmpty()).isEqualTo(!file.problems().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {EXPLICIT, "-pkeyopt ec_paramgen_curve:brainpoolP256r1"})
  void warnsThatDockerCannotReadThemWhereARegistryIsNamed(String key) throws Exception {
    SpecBuilder builder = new SpecBuilder();
    Path ca = ca(key);
    builder.add(
        new UserText("odd", "--name"),
        reader().read(ca),
        List.of(new UserText("r.example.com", "--registry")));

    String form =
        key.equals(EXPLICIT)
            ? "with explicit curve parameters"
            : "on another curve than P-224, P-256, P-384 and P-521";
    assertThat(builder.build().warnings())
        .extracting(Warning::message)
        .containsExactly(
            ca
                + ": CN=Odd CA,O=Example has a key "
                + form
                + ", which Docker and containerd cannot read; they will not trust r.example.com");
  }

  @Test
  void saysNothingOfACurveThatDockerReads() throws Exception {
    SpecBuilder builder = new SpecBuilder();
    builder.add(
        new UserText("odd", "--name"),
        reader().read(ca("-pkeyopt ec_paramgen_curve:secp224r1")),
        List.of(new UserText("r.example.com", "--registry")));

    assertThat(builder.build().warnings()).isEmpty();
  }

  private static CaFileReader reader() {
    return new CaFileReader(InstantSource.system(), Set.of());
  }

  private Path ca(String key, String... options) throws IOException, InterruptedException {
    Path file = dir.resolve("ca.crt");
    Path keyFile = dir.resolve("key.pem");
    List<String> genpkey = new ArrayList<>(List.of("genpkey", "-algorithm", "EC"));
    genpkey.addAll(Arrays.asList(key.split(" ")));
    genpkey.addAll(List.of("-out", keyFile.toString()));
    openssl(genpkey.toArray(String[]::new));
    List<String> req =
        new ArrayList<>(
            List.of("req", "-x509", "-new", "-days", "3650", "-subj", "/O=Example/CN=Odd CA"));
    req.addAll(List.of("-key", keyFile.toString(), "-out", file.toString()));
    req.addAll(Arrays.asList(options));
    openssl(req.toArray(String[]::new));
    return file;
  }

  private static String openssl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
