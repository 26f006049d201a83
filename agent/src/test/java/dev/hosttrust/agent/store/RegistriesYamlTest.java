// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.yaml.YamlEdit;
import dev.hosttrust.agent.yaml.YamlException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegistriesYamlTest {
  private static final Registry HARBOR = Registry.parse("harbor.example.com:8443");
  private static final String CA = "/etc/rancher/k3s/hosttrust/harbor.example.com:8443.crt";

  private static final String CONFIGS =
      """
      configs:
        "harbor.example.com:8443":
          tls:
            ca_file: "%s"
      """
          .formatted(CA);

  private static String withCaFile(String text, Registry registry, String caFile)
      throws YamlException {
    RegistriesYaml yaml = RegistriesYaml.of(text);
    YamlEdit edit = yaml.edit();
    yaml.nameCaFile(edit, registry, caFile);
    return edit.text();
  }

  @Test
  void aNewFileNamesTheCa() throws Exception {
    assertThat(withCaFile("", HARBOR, CA)).isEqualTo(CONFIGS);
    assertThat(RegistriesYaml.of(CONFIGS).caFile(HARBOR)).contains(CA);
    assertThat(withCaFile(CONFIGS, HARBOR, CA)).isEqualTo(CONFIGS);
  }

  @Test
  void theSnippetIsWhatIsWritten() throws Exception {
    String snippet = RegistriesYaml.snippet(HARBOR, CA);

    assertThat(withCaFile(snippet, HARBOR, CA)).isEqualTo(snippet);
  }

  @Test
  void mirrorsAndPasswordsStayAsTheyAre() throws Exception {
    String text =
        """
        # written by the platform team
        mirrors:
          docker.io:
            endpoint: ["https://harbor.example.com:8443"]
        configs:
          # the pull robot
          harbor.example.com:8443:
            auth: {username: robot$pull, password: 'p # w'}
        """;

    assertThat(withCaFile(text, HARBOR, CA))
        .isEqualTo(
            text.replace(
                "  harbor.example.com:8443:\n",
                "  harbor.example.com:8443:\n    tls:\n      ca_file: \"" + CA + "\"\n"));
  }

  @Test
  void anotherPortIsAnotherRegistry() throws Exception {
    String text = "configs:\n  harbor.example.com:\n    tls:\n      ca_file: /old\n";

    assertThat(RegistriesYaml.of(text).caFile(HARBOR)).isEmpty();
    assertThat(withCaFile(text, HARBOR, CA)).contains("ca_file: /old\n", CA);
  }

  static Stream<Arguments> mirrors() {
    return Stream.of(
        Arguments.of("*:\n", "{}"),
        Arguments.of("'*': {}\n", "{}"),
        Arguments.of("\"*\":\n    endpoint:\n", "{}"),
        Arguments.of(
            "\"*\":\n    endpoint:\n      - https://cache.example.com\n      - \"http://b:5000/v2\"\n",
            "{endpoint: [\"https://cache.example.com\", \"http://b:5000/v2\"]}"));
  }

  /** With an entry of its own the registry would be taken off the mirrors of all. */
  @ParameterizedTest
  @MethodSource("mirrors")
  void aRegistryKeepsTheMirrorsOfAll(String any, String own) throws Exception {
    String text = "mirrors:\n  " + (any.startsWith("*") ? "\"*\":\n" : any);

    String edited = withCaFile(text, HARBOR, CA);

    assertThat(edited)
        .isEqualTo(
            text.replace("mirrors:\n", "mirrors:\n  \"harbor.example.com:8443\": " + own + "\n")
                + CONFIGS);
    assertThat(withCaFile(edited, HARBOR, CA)).isEqualTo(edited);
  }

  @Test
  void aRegistryThatHasMirrorsOfItsOwnKeepsThem() throws Exception {
    String text = "mirrors:\n  '*':\n  harbor.example.com:8443: {endpoint: [https://a]}\n";

    assertThat(withCaFile(text, HARBOR, CA)).isEqualTo(text + CONFIGS);
  }

  @Test
  void aRegistryThatHasAnEntryIsOffTheMirrorsOfAllAlready() throws Exception {
    String text = "mirrors: {'*': {rewrite: {a: b}}}\nconfigs: {\"harbor.example.com:8443\": {}}\n";

    assertThat(withCaFile(text, HARBOR, CA))
        .isEqualTo(text.replace("8443\": {}", "8443\": {tls: {ca_file: \"" + CA + "\"}}"));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "mirrors: {'*': {endpoint: [a], rewrite: {x: y}}}",
            "mirrors.\"*\" has more than endpoints, and would no longer serve harbor.example.com:8443"),
        Arguments.of(
            "x: &x [a]\nmirrors: {'*': {endpoint: *x}}", "mirrors.\"*\" has more than endpoints"),
        Arguments.of(
            "configs:\n  '*':\n    auth: {username: u, password: p}\n",
            "configs.\"*\" serves harbor.example.com:8443 now, and would no longer"),
        Arguments.of("configs: *nowhere", "configs is an alias (*nowhere)"),
        Arguments.of("configs:\n\ta: b\n", "it is not YAML"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String text, String reason) {
    assertThatThrownBy(() -> withCaFile(text, HARBOR, CA))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining(reason);
  }

  /** A message goes to a terminal and a log; the file has passwords. */
  @Test
  void aRefusalRepeatsNothingOfAFileThatIsNoYaml() {
    String text = "configs:\n  a:\n    auth:\n      password: @s3cret\n";

    assertThatThrownBy(() -> withCaFile(text, HARBOR, CA))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("line 4")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void verificationThatIsSwitchedOffIsSeen() throws Exception {
    String on = "configs: {\"harbor.example.com:8443\": {tls: {insecure_skip_verify: true}}}";

    assertThat(RegistriesYaml.of(on).skipsVerification(HARBOR)).isTrue();
    assertThat(RegistriesYaml.of(on.replace("true", "false")).skipsVerification(HARBOR)).isFalse();
    assertThat(RegistriesYaml.of(on.replace("8443", "5000")).skipsVerification(HARBOR)).isFalse();
  }
}
