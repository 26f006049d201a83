// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.agent.trust.file.FileSpec;
import dev.hosttrust.agent.trust.file.UserPath;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class YamlSpecTest {
  private static final UserPath PATHS = new UserPath("/nowhere", Map.of());

  private static final String HARBOR =
      """
      anchors:
        - name: harbor
          certificate: a.crt
      """;

  @TempDir Path dir;

  @BeforeEach
  void makeCas() throws Exception {
    Files.writeString(dir.resolve("a.crt"), TestCa.named("A").pem());
    Files.createDirectories(dir.resolve("easy/pki"));
    Files.writeString(dir.resolve("easy/pki/ca.crt"), TestCa.named("Easy").pem());
  }

  @Test
  void readsAnchorsWithPathsRelativeToTheFile() throws IOException {
    FileSpec checked =
        read(
            """
            # all of ours
            anchors:
              - name: harbor.example.com
                certificate: a.crt
                registries: [harbor.example.com, "harbor.example.com:8443"]
              - name: easy
                pki: easy/pki
            """);
    assertThat(checked.warnings()).isEmpty();
    assertThat(checked.spec().anchors())
        .extracting(Anchor::fileName)
        .containsExactly("harbor.example.com.crt", "easy.crt");
    Anchor harbor = checked.spec().anchors().getFirst();
    assertThat(harbor.content()).isEqualTo(Files.readAllBytes(dir.resolve("a.crt")));
    assertThat(harbor.registries())
        .extracting(Registry::directoryName)
        .containsExactly("harbor.example.com", "harbor.example.com:8443");
    assertThat(checked.spec().anchors().get(1).certificate().subject()).isEqualTo("CN=Easy");
  }

  @Test
  void expandsTheHomeDirectoryAndVariablesInPaths() throws IOException {
    UserPath paths = new UserPath(dir.toString(), Map.of("PKI", "easy/pki"));
    String yaml =
        """
        anchors:
          - {name: harbor, certificate: ~/a.crt}
          - {name: easy, pki: $PKI}
        """;

    FileSpec checked =
        YamlSpec.read(Files.writeString(file(), yaml), paths, InstantSource.system());

    assertThat(checked.spec().anchors())
        .extracting(anchor -> anchor.certificate().subject())
        .containsExactly("CN=A", "CN=Easy");
  }

  @Test
  void readsAbsolutePaths() throws IOException {
    String yaml = "anchors: [{name: a, certificate: %s/a.crt}]".formatted(dir);
    assertThat(read(yaml).spec().anchors()).hasSize(1);
  }

  @Test
  void allowsAnAnchorWhatItsKeySays() throws IOException {
    String yaml = "anchors: [{name: a, certificate: a.crt, allow: [leaf, expired]}]";
    Path file = Files.writeString(dir.resolve("trust.yml"), yaml);
    InstantSource later = InstantSource.fixed(Instant.parse("2126-01-01T00:00:00Z"));
    assertThat(YamlSpec.read(file, PATHS, later).warnings()).hasSize(1);
    Files.writeString(file, yaml.replace(", expired", ""));
    assertThatThrownBy(() -> YamlSpec.read(file, PATHS, later))
        .hasMessageContaining("or let it pass with --allow expired");
  }

  static Stream<Arguments> refusals() {
    String keys = "; the keys here are name, certificate, pki, registries, allow, previous, state";
    String list = "; write a list, each entry on a line of its own after a dash";
    String anchors = "; write anchors: and a list below it";
    String ca = "; give certificate: FILE, or pki: DIRECTORY of Easy-RSA";
    return Stream.of(
        Arguments.of("", List.of(": holds nothing" + anchors)),
        Arguments.of(
            "anchors: [{name: a, certificate: a.crt, allow: [leaf, old]}]",
            List.of(
                ":1:55: 'old' is not among what can be allowed; these can be: leaf, expired,"
                    + " not-yet-valid")),
        Arguments.of("# nothing yet\n", List.of(": holds nothing" + anchors)),
        Arguments.of("- a\n", List.of(":1:1: holds a list" + anchors)),
        Arguments.of("just text\n", List.of(":1:1: holds a text" + anchors)),
        Arguments.of("{}\n", List.of(":1:1: there are no anchors" + anchors)),
        Arguments.of(
            "anchors: []\n", List.of(":1:1: the list of anchors is empty; name at least one")),
        Arguments.of("anchors:\n", List.of(":1:9: anchors is nothing, not a list" + list)),
        Arguments.of(
            "anchors: {a: b}\n", List.of(":1:10: anchors is a mapping, not a list" + list)),
        Arguments.of(
            "anchors:\n- ca.crt\n",
            List.of(
                ":2:3: an anchor is a text; write its keys, name, certificate, pki, registries, allow, previous, state")),
        Arguments.of(
            "anchor: []\n",
            List.of(
                ":1:1: unknown key 'anchor'; the keys here are anchors, stores,"
                    + " containerd_config_path",
                ":1:1: there are no anchors" + anchors)),
        Arguments.of(
            "anchors:\n- {}\n",
            List.of(
                ":2:3: the anchor has no name; add one, such as name: ca.example.com",
                ":2:3: the anchor has no certificate" + ca)),
        Arguments.of(
            """
            anchors:
              - name: a
                certificate: a.crt
                pki: easy/pki
            """,
            List.of(":2:5: the anchor has both a certificate and a pki" + ca)),
        Arguments.of(
            """
            anchors:
              - name: a
                name: b
                certificate: a.crt
                registry: r
            """,
            List.of(
                ":3:5: the key 'name' is given twice; remove one",
                ":5:5: unknown key 'registry'" + keys)),
        Arguments.of(
            """
            anchors:
              - name: 1.10
                certificate: [a.crt]
                registries: r
              - name: true
                certificate:
                registries: [r, 5000, {}]
            """,
            List.of(
                ":2:11: name is a number, not a text; put it in quotes: \"1.10\"",
                ":3:18: certificate is a list, not a text; write a text",
                ":4:17: registries is a text, not a list" + list,
                ":5:11: name is true or false, not a text; put it in quotes: \"true\"",
                ":6:17: certificate is nothing, not a text; write a text",
                ":7:21: an entry of registries is a number, not a text; put it in quotes: \"5000\"",
                ":7:27: an entry of registries is a mapping, not a text; write a text")),
        Arguments.of(
            """
            anchors:
              - name: a
                certificate: ""
              - name: b
                certificate: "a\\0b"
            """,
            List.of(
                ":3:18: the path is empty; give the path of a file",
                ":5:18: no path: Nul character not allowed; mend it")),
        Arguments.of(
            """
            anchors:
              - &x
                name: a
                certificate: a.crt
              - *x
            """,
            List.of(":5:5: a YAML alias (*); write the value out")),
        Arguments.of(
            "anchors: []\n---\nanchors: []\n",
            List.of(":3:1: a second YAML document begins; keep all in one document")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWhatIsNoSpecFile(String yaml, List<String> messages) {
    assertRefused(yaml, messages.stream().map(message -> file() + message).toList());
  }

  /** The error itself, not what the parser was doing when it met it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "anchors:\\n  - [a\\nb: c | :3:2: is no YAML: expected ',' or ']', but got :; mend it there",
        "anchors: \"a            | :1:12: is no YAML: found unexpected end of stream; mend it there",
        "anchors: a: b          | :1:11: is no YAML: mapping values are not allowed here; mend it there",
        "anchors: \\7           | :1:1: is no YAML: special characters are not allowed; mend it there",
      })
  void saysWhereAndHowTheYamlIsBroken(String yaml, String message) {
    assertRefused(yaml.translateEscapes(), List.of(file() + message));
  }

  /** Anything but a ProblemsException would be a crash. */
  @Test
  void refusesDamagedYaml() throws IOException {
    Random random = new Random(20260104);
    byte[] yaml =
        "anchors:\n  - name: a\n    certificate: a.crt\n    registries: [r, \"r:1\"]\n"
            .getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int round = 0; round < 1000; round++) {
      byte[] damaged = yaml.clone();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        YamlSpec.read(Files.write(file(), damaged), PATHS, InstantSource.system());
      } catch (ProblemsException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(300);
  }

  @Test
  void refusesYamlThatIsNestedWithoutEnd() {
    ProblemsException e =
        catchThrowableOfType(ProblemsException.class, () -> read("[".repeat(100_000)));
    assertThat(e.problems()).hasSize(1);
  }

  @Test
  void refusesAMissingSpecFile() {
    ProblemsException e =
        catchThrowableOfType(
            ProblemsException.class,
            () -> YamlSpec.read(dir.resolve("none.yml"), PATHS, InstantSource.system()));
    assertThat(e).hasMessage(dir + "/none.yml: does not exist; check the path");
  }

  @Test
  void listsTheProblemsOfTheSpecAndOfTheCertificatesTogether() {
    assertRefused(
        """
        anchors:
          - name: ../a
            certificate: none.crt
            registries: ["https://r"]
          - name: b
            pki: easy
            registry: r
          - name: b
            certificate: a.crt
        """,
        List.of(
            file()
                + ":2:11: the name '../a' starts with a dot or a dash; use letters, digits, '.', '_'"
                + " and '-', with a letter, a digit or '_' first, at most 251 characters",
            dir + "/none.crt: does not exist; check the path",
            file()
                + ":4:18: the registry 'https://r' has a scheme, a registry is host[:port]; write"
                + " host or host:port, such as r.example.com:5000",
            file()
                + ":7:5: unknown key 'registry'; the keys here are name, certificate, pki,"
                + " registries, allow, previous, state",
            dir + "/easy: has no ca.crt; give the PKI directory inside it, " + dir + "/easy/pki",
            file()
                + ":8:11: the name 'b' is taken by the anchor at "
                + file()
                + ":5:11; give each anchor a name of its own"));
  }

  private Path file() {
    return dir.resolve("trust.yml");
  }

  @Test
  void namesTheStores() throws IOException {
    assertThat(read(HARBOR).stores()).isEmpty();
    assertThat(read(HARBOR + "stores: [docker, system]\n").stores())
        .contains(Stores.named("system", "docker"));
    assertThat(read(HARBOR + "stores: auto\n").stores()).contains(Stores.named("auto"));
  }

  @Test
  void saysWhereContainerdShallLook() throws IOException {
    assertThat(read(HARBOR).containerdConfigPath()).isEmpty();
    assertThat(read(HARBOR + "containerd_config_path: /c/d\n").containerdConfigPath())
        .contains("/c/d");
    for (String path : List.of("c/d", "/c/../d", "/c:/d", "/c/", "'/c d'")) {
      assertThatThrownBy(() -> read(HARBOR + "containerd_config_path: " + path + "\n"))
          .hasMessageContaining(":4:25: containerd_config_path: '")
          .hasMessageContaining("is not the absolute path of one directory");
    }
  }

  @Test
  void refusesStoresThatThereAreNot() {
    assertThatThrownBy(() -> read(HARBOR + "stores: [system, dokcer]\n"))
        .hasMessageContaining(":4:10: stores: there is no store 'dokcer'; the stores are system,");
    assertThatThrownBy(() -> read(HARBOR + "stores: []\n"))
        .hasMessageContaining("stores: no store is named; the stores are system,");
    assertThatThrownBy(() -> read(HARBOR + "stores: [5]\n"))
        .hasMessageContaining("an entry of stores is a number, not a text")
        .hasMessageNotContaining("no store is named");
    assertThatThrownBy(() -> read(HARBOR + "stores: [auto, docker]\n"))
        .hasMessageContaining("stores: 'auto' stands alone; the stores are system,");
  }

  @Test
  void readsWhatGoesAndWhatGoesLater() throws IOException {
    TrustSpec spec =
        read("""
                anchors:
                  - {name: harbor, certificate: a.crt, previous: easy/pki/ca.crt, registries: [r]}
                  - {name: old, state: absent, registries: [r2]}
                """)
            .spec();

    CaCertificate current = spec.anchors().getFirst().certificate();
    assertThat(spec.anchors())
        .extracting(Anchor::fileName)
        .containsExactly("harbor" + current.partSuffix() + ".crt", "harbor.crt");
    assertThat(spec.registryFiles())
        .singleElement()
        .satisfies(file -> assertThat(file.certificates()).hasSize(2));
    assertThat(spec.absent())
        .containsExactly(
            new AbsentAnchor(
                new AnchorName("old"), Optional.empty(), List.of(Registry.parse("r2"))));
  }

  @Test
  void whatTheNewCaHasTooDoesNotGo() throws IOException {
    String old = Files.readString(dir.resolve("a.crt"));
    Files.writeString(dir.resolve("more.crt"), old + TestCa.named("B").pem());
    Files.writeString(dir.resolve("gone.crt"), old + TestCa.named("Gone").pem());

    FileSpec spec = read("anchors: [{name: harbor, certificate: more.crt, previous: gone.crt}]");

    assertThat(spec.spec().anchors())
        .extracting(anchor -> anchor.certificate().subject())
        .containsExactly("CN=A", "CN=B", "CN=Gone");
    assertThat(spec.checked().successions().getFirst().previous())
        .extracting(anchor -> anchor.certificate().subject())
        .containsExactly("CN=Gone");
    assertThatThrownBy(
            () -> read("anchors: [{name: harbor, certificate: more.crt, previous: a.crt}]"))
        .hasMessageContaining(
            "the new CA of the anchor 'harbor' has all certificates of the previous one");
  }

  @Test
  void takesADirectoryOfEasyRsaForThePreviousCa() throws IOException {
    assertThat(
            read("anchors: [{name: harbor, certificate: a.crt, previous: easy/pki}]")
                .spec()
                .anchors())
        .extracting(anchor -> anchor.certificate().subject())
        .containsExactly("CN=A", "CN=Easy");
  }

  @Test
  void takesAnExpiredCertificateOfAnAnchorThatGoes() throws IOException {
    String yaml = "anchors: [{name: a, certificate: a.crt, state: absent}]";
    Path file = Files.writeString(dir.resolve("trust.yml"), yaml);
    InstantSource later = InstantSource.fixed(Instant.parse("2126-01-01T00:00:00Z"));

    FileSpec spec = YamlSpec.read(file, PATHS, later);

    assertThat(spec.warnings()).isEmpty();
    assertThat(spec.spec().absent())
        .singleElement()
        .satisfies(anchor -> assertThat(anchor.certificate()).isPresent());
  }

  @Test
  void refusesWhatIsBothPresentAndAbsent() {
    assertThatThrownBy(() -> read(HARBOR + "  - {name: harbor, state: absent}\n"))
        .hasMessageContaining("the anchor 'harbor' is both present and absent");
    assertThatThrownBy(
            () ->
                read(HARBOR + "  - {name: b, certificate: a.crt, state: absent, allow: [leaf]}\n"))
        .hasMessageContaining(
            "the certificate of the absent anchor 'b' is that of the anchor 'harbor'")
        .hasMessageContaining("an absent anchor has the key allow; remove it");
    assertThatThrownBy(() -> read("anchors: [{name: a, state: gone}]"))
        .hasMessageContaining("the state 'gone' is not known; write present or absent");
  }

  private FileSpec read(String yaml) throws IOException {
    return YamlSpec.read(Files.writeString(file(), yaml), PATHS, InstantSource.system());
  }

  private void assertRefused(String yaml, List<String> messages) {
    ProblemsException e = catchThrowableOfType(ProblemsException.class, () -> read(yaml));
    assertThat(e.problems()).extracting(Problem::message).isEqualTo(messages);
  }
}
