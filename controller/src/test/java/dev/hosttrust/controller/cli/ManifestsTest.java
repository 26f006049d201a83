// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code deploy/kubernetes}, as {@code kubectl apply -k} would send it to a cluster. */
class ManifestsTest {
  private static final Pattern FILE = Pattern.compile("/etc/hosttrust[a-z-]*/([^\\s]+)");

  /** A row of the page's table: exit code, meaning, what becomes of the pods of four, of one. */
  private static final Pattern EXIT_CODE =
      Pattern.compile("\\| (\\d+) \\|[^|]+\\| `(\\w+)`[^|]* \\| `(\\w+)`[^|]* \\|");

  @TempDir private Path directory;

  private Manifests manifests;

  @BeforeEach
  void copy() throws IOException {
    manifests = Manifests.copy(directory, "a CA", "a key", List.of("a host key"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eachObjectIsOneOfTheApi(boolean oneController) throws IOException {
    if (oneController) {
      manifests.takeOneController();
    }

    assertThat(manifests.objects()).hasSize(7).allSatisfy(ApiSchema::check);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          job.yaml    | completions: 4               | completion: 4                | completion
          job.yaml    | completions: 4               | completions: four            | four
          job.yaml    | completions: 4               | completions: "4"             | "4"
          job.yaml    | readOnlyRootFilesystem: true | readOnlyRootFileSystem: true | readOnlyRootFileSystem
          job.yaml    | readOnlyRootFilesystem: true | readOnlyRootFilesystem: yess | yess
          job.yaml    | mountPath: /state            | path: /state                 | path
          job.yaml    | operator: In                 | # operator: In               | operator
          job.yaml    | defaultMode: 0440            | defaultMode: r--r-----       | r--r-----
          job.yaml    | apiVersion: batch/v1         | apiVersion: batch/v1beta1    | batch/v1beta1 Job
          access.yaml | verbs: [get, list]           | verb: [get, list]            | verb
          access.yaml | verbs: [get, list]           | verbs: get                   | get
          """)
  void aMistakeInAManifestIsSeen(String file, String from, String to, String named)
      throws IOException {
    manifests.edit(file, from, to);
    List<JsonNode> objects = manifests.objects();

    assertThatThrownBy(() -> objects.forEach(ApiSchema::check)).hasMessageContaining(named);
  }

  @Test
  void thereAreAsManyPodsAsShards() throws IOException {
    JsonNode spec = manifests.job().path("spec");

    assertThat(spec.path("parallelism")).isEqualTo(spec.path("completions"));
    assertThat(Manifests.args(manifests.job()))
        .contains("--shard=job/" + spec.path("completions").asInt());
  }

  /** The API takes a pod without them, which then waits for them and never starts. */
  @Test
  void thePodsFilesAreInTheConfigMapAndTheSecret() throws IOException {
    JsonNode config = manifests.object("ConfigMap");
    JsonNode secret = manifests.object("Secret");
    String named =
        String.join(" ", Manifests.args(manifests.job()))
            + " "
            + config.at("/data/ssh_config").asString();

    assertThat(FILE.matcher(named).results().map(found -> found.group(1)))
        .containsExactlyInAnyOrder(
            "nodes.yml", "trust.yml", "ssh_config", "id_ed25519", "known_hosts");
    assertThat(config.path("data").propertyNames())
        .containsExactlyInAnyOrder(
            "nodes.yml", "trust.yml", "ssh_config", "harbor.example.com.crt");
    assertThat(secret.path("data").propertyNames())
        .containsExactlyInAnyOrder("id_ed25519", "known_hosts");
    JsonNode volumes = manifests.job().at("/spec/template/spec/volumes");
    assertThat(volumes.findValuesAsString("secretName"))
        .containsExactly(secret.at("/metadata/name").asString());
    assertThat(volumes.at("/0/configMap/name")).isEqualTo(config.at("/metadata/name"));
  }

  /** https://kubernetes.io/docs/concepts/security/pod-security-standards, "Restricted". */
  @Test
  void theNamespaceLetsThePodIn() throws IOException {
    JsonNode pod = manifests.job().at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0/securityContext");

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asString())
        .isEqualTo("RuntimeDefault");
    assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
  }

  @Test
  void thePageSaysWhatBecomesOfEachExitCode() throws IOException {
    JsonNode four = manifests.job();
    manifests.takeOneController();
    JsonNode one = manifests.job();
    List<String> rows =
        EXIT_CODE
            .matcher(Files.readString(directory.resolve("README.md")))
            .results()
            .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Stream.of(1, 2, 4, 5, 8, 99)
                .map(code -> code + " " + action(four, code) + " " + action(one, code))
                .toList());
  }

  /** What Kubernetes does about a container that ended with this code: the first rule that fits. */
  private static String action(JsonNode job, int exitCode) {
    for (JsonNode rule : job.at("/spec/podFailurePolicy/rules")) {
      for (JsonNode value : rule.at("/onExitCodes/values")) {
        if (value.asInt() == exitCode) {
          return rule.path("action").asString();
        }
      }
    }
    return "Count";
  }
}
