package dev.hosttrust.controller.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hosttrust.agent.spec.Anchor;
import dev.hosttrust.agent.spec.CheckedSpec;
import dev.hosttrust.agent.spec.Problem;
import dev.hosttrust.agent.spec.Registry;
import dev.hosttrust.agent.spec.SpecException;
import dev.hosttrust.testhosts.TestCa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecFlagsTest {
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
    "corp.example, corp.example",
  })
  void takesTheNameFromTheFileWhereNoneIsGiven(String file, String name) throws Exception {
    Path ca = Files.writeString(dir.resolve(file), TestCa.named("A").pem());
    assertThat(read(ca, null).spec().anchors().getFirst().name()).hasToString(name);
  }

  @Test
  void refusesAFileNameThatMakesNoAnchorName() throws Exception {
    Path ca = Files.writeString(dir.resolve("my ca.crt"), TestCa.named("A").pem());
    assertRefused(
        ca,
        null,
        "--name (from the file %s): the name 'my ca' has other characters than letters, digits, '.', '_' and '-'; use letters, digits, '.', '_' and '-', with a letter, a digit or '_' first, at most 251 characters"
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
    assertRefused(
        dir,
        null,
        "--name: is missing, and an Easy-RSA directory gives none; name the anchor, such as --name"
            + " ca.example.com");
  }

  @Test
  void listsTheProblemsOfAllFlags() {
    Path ca = dir.resolve("none.crt");
    SpecException e =
        catchThrowableOfType(SpecException.class, () -> read(ca, ".x", "r:0", "r:1:2"));
    assertThat(e.problems())
        .extracting(Problem::where)
        .containsExactly("--name", ca.toString(), "--registry", "--registry");
  }

  private static CheckedSpec read(Path ca, @Nullable String name, String... registries) {
    return SpecFlags.read(ca, name, List.of(registries), InstantSource.system());
  }

  private static void assertRefused(Path ca, @Nullable String name, String message) {
    SpecException e = catchThrowableOfType(SpecException.class, () -> read(ca, name));
    assertThat(e).hasMessage(message);
  }
}
