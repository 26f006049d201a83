// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.file.FileSpec;
import dev.hosttrust.agent.trust.file.UserPath;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTest {
  private static final TestCa CA = TestCa.named("Harbor CA");

  @TempDir private Path directory;

  private static FileSpec spec(Map<String, Object> parameters) {
    Map<String, Object> all = new HashMap<>(Map.of("name", "harbor"));
    all.putAll(parameters);
    return task(all).spec(InstantSource.system());
  }

  private static Task task(Map<String, Object> parameters) {
    return Task.of(new JsonObject(parameters), new UserPath("/nowhere", Map.of()));
  }

  private static void assertRefused(Map<String, Object> parameters, String... messages) {
    assertThatThrownBy(() -> spec(parameters))
        .isInstanceOf(ProblemsException.class)
        .message()
        .contains(messages);
  }

  @Test
  void readsAFile() throws IOException {
    Path file = CA.writeTo(directory.resolve("ca.crt"));

    Anchor anchor =
        spec(Map.of("ca", file.toString(), "registries", List.of("r.example.com:5000")))
            .spec()
            .anchors()
            .getFirst();

    assertThat(anchor.fileName()).isEqualTo("harbor.crt");
    assertThat(anchor.content()).isEqualTo(Files.readAllBytes(file));
    assertThat(anchor.registries()).hasToString("[r.example.com:5000]");
  }

  @Test
  void readsTheCertificateOfAnEasyRsaDirectory() {
    CA.writeTo(directory.resolve("ca.crt"));

    assertThat(spec(Map.of("ca", directory.toString())).spec().anchors()).hasSize(1);
  }

  @Test
  void readsContent() {
    assertThat(spec(Map.of("content", CA.pem())).spec().anchors()).hasSize(1);
  }

  @Test
  void keepsEveryByteOfContent() {
    byte[] file = ("Pr\u00fcfstelle\n" + CA.pem()).getBytes(StandardCharsets.UTF_8);

    FileSpec spec = spec(Map.of("content", new String(file, StandardCharsets.ISO_8859_1)));

    assertThat(spec.spec().anchors().getFirst().content()).isEqualTo(file);
  }

  @Test
  void takesAnExpiredCertificateWhereTheTaskAllowsIt() {
    Map<String, Object> parameters = Map.of("name", "harbor", "content", CA.pem());
    Map<String, Object> allowing = new HashMap<>(parameters);
    allowing.put("allow", List.of("expired"));
    InstantSource later = InstantSource.fixed(Instant.parse("2126-01-01T00:00:00Z"));

    assertThat(task(allowing).spec(later).warnings()).hasSize(1);
    assertThatThrownBy(() -> task(parameters).spec(later))
        .hasMessageContaining("a task with allow: [expired]");
    assertRefused(
        Map.of("content", CA.pem(), "allow", List.of("old")),
        "allow: 'old' is not among what can be allowed; these can be: leaf");
  }

  @Test
  void collectsWhatIsWrongWithEveryParameter() {
    assertRefused(
        Map.of(
            "name",
            "a/b",
            "content",
            "x",
            "registries",
            List.of("http://r"),
            "root",
            "image",
            "stores",
            List.of("dokcer"),
            "containerd_config_path",
            "certs.d"),
        "name: the name 'a/b' has other characters",
        "content: holds no certificate",
        "registries: the registry 'http://r' has a scheme",
        "root: the root 'image' is not the absolute path",
        "stores: there is no store 'dokcer'",
        "containerd_config_path: 'certs.d' is not the absolute path of one directory");
  }

  @Test
  void namesTheFileThatAContentIsFrom() {
    assertRefused(Map.of("content", "x", "content_origin", "/vaulted.crt"), "/vaulted.crt: holds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"name\": 1.5}", "{\"name\" 1}", "nonsense"})
  void refusesWhatIsNoRequest(String line) {
    assertThatThrownBy(() -> JsonObject.parse(line)).isInstanceOf(IOException.class);
  }

  @Test
  void readsWhatGoesAndWhatGoesLater() throws IOException {
    String old = CA.writeTo(directory.resolve("old.crt")).toString();
    String current = TestCa.named("New CA").writeTo(directory.resolve("new.crt")).toString();

    assertThat(spec(Map.of("state", "absent")).spec().absent())
        .hasToString("[AbsentAnchor[name=harbor, certificate=Optional.empty, registries=[]]]");
    assertThat(spec(Map.of("state", "absent", "ca", old)).spec().absent())
        .singleElement()
        .satisfies(anchor -> assertThat(anchor.certificate()).isPresent());
    assertThat(
            spec(Map.of("ca", current, "previous", new JsonObject(Map.of("ca", old))))
                .spec()
                .anchors())
        .hasSize(2)
        .last()
        .satisfies(anchor -> assertThat(anchor.fileName()).isEqualTo("harbor.crt"));
    assertRefused(Map.of(), "ca: is missing; name the CA's file, or give its content");
  }
}
