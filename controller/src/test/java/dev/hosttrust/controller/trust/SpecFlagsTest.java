// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.CheckedSpec;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Warning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecFlagsTest {
  private static final String NAME_IT =
      "; name the anchor, such as --name ca.example.com, or hosttrust_name in the inventory; two CAs"
          + " of one name would replace each other on the hosts";

  @TempDir Path dir;

  @Test
  void makesOneAnchor() throws Exception {
    Path ca = Files.writeString(dir.resolve("ca.crt"), TestCa.named("A").pem());
    Anchor anchor = read(ca, "harbor", "r", "r:5000").spec().anchors().getFirst();
    assertThat(anchor.fileName()).isEqualTo("harbor.crt");
    assertThat(anchor.registries())
        .extracting(Registry::directoryName)
        .containsExactly("r", "r:5000");
  }

  @ParameterizedTest
  @CsvSource({
    "harbor.example.com.crt, harbor.example.com",
    "corp.PEM, corp",
    "corp.cer, corp",
    "corp.der, corp",
    "corp-ca.crt, corp-ca",
    "corp.example, corp.example",
  })
  void takesTheNameFromTheFileWhereNoneIsGiven(String file, String name) throws Exception {
    Path ca = Files.writeString(dir.resolve(file), TestCa.named("A").pem());
    assertThat(read(ca, null).spec().anchors().getFirst().name()).hasToString(name);
  }

  @Test
  void refusesAFileNameThatMakesNoAnchorName() throws Exception {
    Path ca = Files.writeString(dir.resolve("our ca.crt"), TestCa.named("A").pem());
    assertRefused(
        ca,
        null,
        "--name (from the file %s): the name 'our ca' has other characters than letters, digits, '.', '_' and '-'; use letters, digits, '.', '_' and '-', with a letter, a digit or '_' first, at most 251 characters"
            .formatted(ca));
  }

  @Test
  void readsAnEasyRsaDirectory() throws Exception {
    Files.writeString(dir.resolve("ca.crt"), TestCa.named("Easy").pem());
    assertThat(read(dir, "easy").spec().anchors().getFirst().certificate().subject())
        .isEqualTo("CN=Easy");
  }

  @Test
  void asksForTheNameOfAnEasyRsaDirectory() throws Exception {
    Files.writeString(dir.resolve("ca.crt"), TestCa.named("Easy").pem());
    assertRefused(dir, null, "--name: is missing, and an Easy-RSA directory gives none" + NAME_IT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ca.crt",
        "CA.CRT",
        "cacert.pem",
        "root.crt",
        "rootCA.pem",
        "root_ca-2026.crt",
        "tls.crt",
        "tls-ca-bundle.pem",
        "chain.pem",
        "fullchain2.pem",
        "ca-bundle",
        "cert.cer",
        "ca.cert.pem",
        "2026.crt",
      })
  void asksForTheNameOfAFileThatIsCalledAsAnyCas(String file) throws Exception {
    Path ca = Files.writeString(dir.resolve(file), TestCa.named("A").pem());
    assertRefused(
        ca,
        null,
        "--name: is missing, and '" + file + "' is what any CA's file is called" + NAME_IT);
    assertThat(read(ca, "ca").spec().anchors().getFirst().name()).hasToString("ca");
  }

  @Test
  void takesTheNameFromTheHostOfTheRegistriesWhereTheFileGivesNone() throws Exception {
    Path ca = Files.writeString(dir.resolve("ca.crt"), TestCa.named("A").pem());
    String[] registries = {"r.example.com", "r.example.com:8443"};
    assertThat(read(ca, null, registries).spec().anchors().getFirst().name())
        .hasToString("r.example.com");
    assertThat(read(dir, null, registries).spec().anchors().getFirst().name())
        .hasToString("r.example.com");
    assertThat(read(ca, "given", registries).spec().anchors().getFirst().name())
        .hasToString("given");
  }

  @Test
  void asksForTheNameWhereTheRegistriesGiveNone() throws Exception {
    Path ca = Files.writeString(dir.resolve("ca.crt"), TestCa.named("A").pem());
    String message = "--name: is missing, and 'ca.crt' is what any CA's file is called" + NAME_IT;
    assertRefused(ca, null, message, "a.example.com", "b.example.com");
    assertRefused(ca, null, message, "[2001:db8::5]:5000");
  }

  @Test
  void takesAnExpiredCertificateWhereThatIsAllowed() throws Exception {
    Path ca = Files.writeString(dir.resolve("corp.crt"), TestCa.named("A").pem());
    InstantSource later = InstantSource.fixed(Instant.parse("2126-01-01T00:00:00Z"));
    CheckedSpec spec = SpecFlags.read(ca, null, List.of(), List.of("expired"), later);
    assertThat(spec.warnings())
        .extracting(Warning::what)
        .singleElement()
        .asString()
        .contains(" expired on ");
    assertThatThrownBy(() -> SpecFlags.read(ca, null, List.of(), List.of("leaf"), later))
        .hasMessageContaining("or let it pass with --allow expired");
  }

  @Test
  void listsTheProblemsOfAllFlags() {
    Path ca = dir.resolve("none.crt");
    ProblemsException e =
        catchThrowableOfType(ProblemsException.class, () -> read(ca, ".x", "r:0", "r:1:2"));
    assertThat(e.problems())
        .extracting(Problem::where)
        .containsExactly("--name", ca.toString(), "--registry", "--registry");
  }

  private static CheckedSpec read(Path ca, @Nullable String name, String... registries) {
    return SpecFlags.read(ca, name, List.of(registries), List.of(), InstantSource.system());
  }

  private static void assertRefused(
      Path ca, @Nullable String name, String message, String... registries) {
    ProblemsException e =
        catchThrowableOfType(ProblemsException.class, () -> read(ca, name, registries));
    assertThat(e).hasMessage(message);
  }
}
