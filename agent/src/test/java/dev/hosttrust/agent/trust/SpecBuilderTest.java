// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import static dev.hosttrust.agent.certificate.TestCertificates.ca;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hosttrust.agent.certificate.CaFile;
import dev.hosttrust.agent.certificate.CaFileReader;
import dev.hosttrust.agent.certificate.TestCertificates;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Warning;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpecBuilderTest {
  private final CaFileReader reader =
      new CaFileReader(InstantSource.fixed(TestCertificates.NOW), Set.of());
  private final SpecBuilder builder = new SpecBuilder();

  @Test
  void makesAnAnchorOfEachEntry() {
    add("a", ca("CN=A").pem(), "r.example", "r.example:5000");
    add("b", ca("CN=B").pem());
    TrustSpec spec = builder.build().spec();
    assertThat(spec.anchors()).extracting(Anchor::fileName).containsExactly("a.crt", "b.crt");
    assertThat(spec.anchors().getFirst().registries())
        .extracting(Registry::directoryName)
        .containsExactly("r.example", "r.example:5000");
    assertThat(spec.registryFiles())
        .extracting(RegistryFile::content)
        .containsOnly(spec.anchors().getFirst().content());
  }

  @Test
  void namesThePartsOfABundleByTheirFingerprints() {
    add("b", ca("CN=One").pem() + ca("CN=Two").pem(), "r.example");
    TrustSpec spec = builder.build().spec();
    assertThat(spec.anchors())
        .extracting(Anchor::fileName)
        .containsExactlyElementsOf(
            spec.anchors().stream()
                .map(a -> "b-" + a.certificate().fingerprint().substring(0, 8) + ".crt")
                .toList());
    assertThat(spec.anchors()).hasSize(2);
  }

  @Test
  void givesARegistryTheWholeBundleWhateverItsOrder() {
    String one = ca("CN=One").pem();
    String two = ca("CN=Two").pem();
    SpecBuilder other = new SpecBuilder();
    builder.add(given("b"), file(one + two), List.of(given("r.example")));
    other.add(given("b"), file(two + one), List.of(given("r.example")));
    RegistryFile registryFile = builder.build().spec().registryFiles().getFirst();
    assertThat(registryFile.content())
        .isEqualTo(other.build().spec().registryFiles().getFirst().content());
    assertThat(registryFile.content())
        .asString()
        .contains(one)
        .contains(two)
        .hasSize(one.length() + two.length());
  }

  @Test
  void refusesTwoAnchorsWithOneName() {
    add("a", ca("CN=A").pem());
    add("a", "");
    assertProblems(
        "name:a: the name 'a' is taken by the anchor at name:a; give each anchor a name of its own",
        "ca.crt: is empty; copy the file again from where it was made");
  }

  @Test
  void refusesOneCertificateUnderTwoNames() {
    String pem = ca("CN=A").pem();
    add("a", pem);
    add("b", pem);
    assertProblems(
        "name:b: the anchor 'b' has the same certificate as the anchor 'a': CN=A; give the"
            + " certificate once, with the registries of both");
  }

  @Test
  void refusesOneRegistryForTwoAnchors() {
    add("a", ca("CN=A").pem(), "r:5000");
    add("b", ca("CN=B").pem(), "r:5000");
    assertProblems(
        "name:r:5000: the registry r:5000 is given for the anchor 'a' and for the anchor 'b'; name it"
            + " under one of them; where it needs both CAs, put both certificates into one file");
  }

  @Test
  void warnsOfARegistryThatIsGivenTwice() {
    add("a", ca("CN=A").pem(), "r", "r");
    CheckedSpec checked = builder.build();
    assertThat(checked.warnings())
        .extracting(Warning::message)
        .containsExactly("name:r: the registry r is given twice");
    assertThat(checked.spec().anchors().getFirst().registries()).hasSize(1);
  }

  @Test
  void listsAllProblemsOfAllAnchors() {
    add("../x", "", "https://r");
    String pem = ca("CN=A").pem();
    add("y y", pem + "-----BEGIN EC PRIVATE KEY-----", "r:0");
    builder.problem(new Problem("here", "what", "remedy"));
    String rule =
        "use letters, digits, '.', '_' and '-', with a letter, a digit or '_' first, at most 251"
            + " characters";
    assertProblems(
        "name:../x: the name '../x' starts with a dot or a dash; " + rule,
        "ca.crt: is empty; copy the file again from where it was made",
        "name:https://r: the registry 'https://r' has a scheme, a registry is host[:port]; write"
            + " host or host:port, such as r.example.com:5000",
        "name:y y: the name 'y y' has other characters than letters, digits, '.', '_' and '-'; "
            + rule,
        "ca.crt:%d: holds a private key, which every user of every host could read then; leave the key where it is and give a file with the CA certificate alone"
            .formatted(pem.lines().count() + 1),
        "ca.crt:%d: the block EC PRIVATE KEY has no END line; copy the file again from where it was made"
            .formatted(pem.lines().count() + 1),
        "name:r:0: the registry 'r:0' has the port '0', which is no number from 1 to 65535; write"
            + " host or host:port, such as r.example.com:5000",
        "here: what; remedy");
  }

  @Test
  void refusesABundleWhoseNameLeavesNoRoomForTheSuffix() {
    add("n".repeat(243), ca("CN=One").pem() + ca("CN=Two").pem());
    ProblemsException e = catchThrowableOfType(ProblemsException.class, builder::build);
    assertThat(e.problems())
        .hasSize(2)
        .allSatisfy(
            p ->
                assertThat(p.what())
                    .endsWith("of a part of the bundle is longer than 251 characters"));
  }

  private void add(String name, String file, String... registries) {
    builder.add(
        given(name), file(file), Arrays.stream(registries).map(SpecBuilderTest::given).toList());
  }

  private static UserText given(String value) {
    return new UserText(value, "name:" + value);
  }

  private CaFile file(String text) {
    return reader.parse(text.getBytes(StandardCharsets.UTF_8), "ca.crt");
  }

  private void assertProblems(String... messages) {
    ProblemsException e = catchThrowableOfType(ProblemsException.class, builder::build);
    assertThat(e.problems()).extracting(Problem::message).containsExactly(messages);
    assertThat(e).hasMessage(String.join("\n", messages));
  }
}
