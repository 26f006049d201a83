// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not hosttrust's and go on giving a registry's readers the CA that went. */
class LeftTrustTest extends RemovalHost {
  private static final String ELSEWHERE = "/srv/old.crt";

  private static List<Proof> proofs(Outcome outcome) {
    return evidence(outcome).proofs();
  }

  private static String stays(String path) {
    return ("%s has the certificate of harbor as well, so that it stays trusted for %s; hosttrust"
            + " did not write that file: take the certificate out of it by hand")
        .formatted(path, NAME);
  }

  /** The trust is there still, whatever became of our own file. */
  private void assertTold(Outcome outcome, String path) {
    assertThat(warnings(outcome)).containsOnlyOnce(stays(path));
    assertThat(proofs(outcome)).isEmpty();
    assertThat(host.path(path)).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "docker, /etc/docker/certs.d/",
    "podman, /etc/containers/certs.d/",
    "podman, /etc/docker/certs.d/",
    "'docker,podman', /etc/docker/certs.d/",
    "containerd, /etc/containerd/certs.d/",
    "docker, /var/snap/docker/current/etc/docker/certs.d/"
  })
  void anotherFileInTheDirectoryOfTheRegistryIsTold(String stores, String directory)
      throws IOException {
    containerd();
    String file = directory + NAME + (directory.contains("snap") ? "/ca.crt" : "/corp.crt");
    host.write(directory + NAME + "/unrelated.crt", text(other));
    host.write(file, text(other, certificate));

    assertTold(remove(stores, certificate), file);

    host.write(file, text(other));
    Outcome clean = remove(stores, certificate);
    assertThat(warnings(clean)).noneMatch(warning -> warning.contains("stays trusted"));
    assertThat(proofs(clean)).isNotEmpty();
  }

  @Test
  void aRootlessDockerThatTrustsItIsTold() throws IOException {
    String units = "/home/ann/.config/systemd/user/";
    host.write("/var/lib/systemd/linger/ann", "");
    host.write(units + "docker.service", "");
    Files.createDirectories(host.path(units + "default.target.wants"));
    Files.createSymbolicLink(
        host.path(units + "default.target.wants/docker.service"),
        host.path(units + "docker.service"));
    String file = "/home/ann/.config/docker/certs.d/" + NAME + "/ca.crt";
    host.write(file, text(certificate));

    assertTold(remove("docker", certificate), file);
  }

  @ParameterizedTest
  @ValueSource(strings = {NAME, "_default"})
  void aFileThatHostsTomlNamesIsTold(String directory) throws IOException {
    containerd();
    host.write(ELSEWHERE, text(certificate));
    host.write(
        "/etc/containerd/certs.d/" + directory + "/hosts.toml",
        "[host.\"https://%s\"]\nca = \"%s\"\n".formatted(NAME, ELSEWHERE));

    assertTold(remove("containerd", certificate), ELSEWHERE);
  }

  @Test
  void aFileThatDockersHostsTomlNamesIsTold() throws IOException {
    host.write(ELSEWHERE, text(certificate));
    host.write(
        REGISTRY + "/hosts.toml",
        "[host.\"https://%s\"]\nca = \"%s\"\n".formatted(NAME, ELSEWHERE));

    assertTold(remove("docker", certificate), ELSEWHERE);
  }

  @ParameterizedTest
  @ValueSource(strings = {NAME, "*"})
  void aFileThatRegistriesYamlNamesIsTold(String key) throws IOException {
    host.write(ELSEWHERE, text(certificate));
    host.write(
        "/etc/rancher/k3s/registries.yaml",
        "configs:\n  \"%s\":\n    tls:\n      ca_file: %s\n".formatted(key, ELSEWHERE));

    assertTold(remove("k3s", certificate), ELSEWHERE);
  }

  @Test
  void aFileThatFirefoxInstallsIsTold() throws IOException {
    host.write(ELSEWHERE, text(certificate));
    host.write(
        "/etc/firefox/policies/policies.json",
        "{\"policies\": {\"Certificates\": {\"Install\": [\"%s\"]}}}\n".formatted(ELSEWHERE));

    Outcome outcome = remove("firefox", certificate);

    assertThat(warnings(outcome))
        .containsExactly(stays(ELSEWHERE).replace("for " + NAME, "for Firefox"));
    assertThat(proofs(outcome)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "podman", "containerd", "k3s"})
  void aRegistryThatKeepsAnotherCaIsLookedAtAsWell(String store) throws IOException {
    containerd();
    trust(store);
    host.write("/etc/docker/certs.d/" + NAME + "/corp.crt", text(certificate));
    host.write("/etc/containers/certs.d/" + NAME + "/corp.crt", text(certificate));
    host.write("/etc/rancher/k3s/corp.crt", text(certificate, other));
    String file =
        switch (store) {
          case "docker" -> REGISTRY + "/corp.crt";
          case "podman" -> "/etc/containers/certs.d/" + NAME + "/corp.crt";
          case "containerd" -> {
            host.write(
                CONTAINERD + "/hosts.toml",
                "[host.\"https://%s\"]\nca = \"/etc/rancher/k3s/corp.crt\"\n".formatted(NAME));
            yield "/etc/rancher/k3s/corp.crt";
          }
          default -> {
            host.write(
                "/etc/rancher/k3s/registries.yaml",
                "configs: {\"%s\": {tls: {ca_file: /etc/rancher/k3s/corp.crt}}}\n".formatted(NAME));
            yield "/etc/rancher/k3s/corp.crt";
          }
        };

    Outcome outcome = rotate(store);

    assertThat(warnings(outcome)).contains(stays(file));
    assertThat(evidence(outcome).keptBy()).containsExactly(file);
  }

  /** The registry goes on with another CA. */
  private Outcome rotate(String store) {
    return converge(
        store,
        List.of(anchor("harbor", other, NAME)),
        new AbsentAnchor(
            new AnchorName("harbor"), Optional.of(certificate), List.of(Registry.parse(NAME))));
  }

  @ParameterizedTest
  @CsvSource(textBlock = REGISTRY_FILES)
  void aFileThatGoesOnWithAnotherCaIsProvedToLackTheOldOne(String store, String file)
      throws IOException {
    containerd();
    host.write("/etc/rancher/k3s/registries.yaml", "mirrors: {}\n");
    trust(store);

    assertThat(proofs(rotate(store)))
        .contains(new Proof(store, "harbor", Proof.Kind.ABSENT, file, certificate.fingerprint()))
        .anyMatch(proof -> proof.kind() == Proof.Kind.FILE && proof.path().equals(file));
  }

  private static void assertNothingKept(Outcome outcome) {
    assertThat(warnings(outcome)).noneMatch(warning -> warning.contains("stays trusted"));
    assertThat(evidence(outcome).keptBy()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "containerd, /etc/containerd/certs.d/_default/ca.crt",
    "podman, /etc/docker/certs.d/harbor.example.com:8443/corp.crt",
    "k3s, /etc/rancher/k3s/corp.crt"
  })
  void aFileThatNobodyReadsForTheRegistryIsNotTold(String store, String file) throws IOException {
    containerd();
    host.write(
        "/etc/rancher/k3s/registries.yaml",
        "configs: {\"%s\": {auth: {username: ann}}, \"*\": {tls: {ca_file: /etc/rancher/k3s/corp.crt}}}\n"
            .formatted(NAME));
    trust(store);
    host.write(file, text(certificate));

    assertNothingKept(rotate(store));
    assertNothingKept(rotate(store));
  }

  @Test
  void theFilesThatRootAloneReadsAreToldBesidesThoseOfOtherUsers() throws IOException {
    String root = "/root/.config/containers/certs.d/" + NAME + "/corp.crt";
    host.write(root, text(certificate));
    host.write(REGISTRY + "/corp.crt", text(certificate));

    assertThat(evidence(rotate("podman")).keptBy()).containsExactly(root, REGISTRY + "/corp.crt");
  }

  /** An empty directory would count as well, so that it goes with its last file. */
  @Test
  void theDirectoryForAllRegistriesCountsOnceTheirOwnIsGone() throws IOException {
    String file = "/etc/containerd/certs.d/_default/ca.crt";
    containerd();
    trust("containerd");
    host.write(file, text(certificate));
    host.write(CONTAINERD + "/unrelated.crt", text(other));

    Outcome stays = remove("containerd", certificate);
    assertNothingKept(stays);
    assertThat(proofs(stays)).isNotEmpty();

    Files.delete(host.path(CONTAINERD + "/unrelated.crt"));
    assertTold(remove("containerd", certificate), file);
    assertThat(host.path(CONTAINERD)).doesNotExist();
  }

  @Test
  void theEntryForAllRegistriesCountsOnceTheirOwnIsGone() throws IOException {
    String registries = "/etc/rancher/k3s/registries.yaml";
    String entry = "  \"%s\":\n    tls:\n      ca_file: %s\n";
    host.write(
        registries,
        "configs:\n"
            + entry.formatted(NAME, "/etc/rancher/k3s/hosttrust/" + NAME + ".crt")
            + entry.formatted("*", ELSEWHERE));
    host.write("/etc/rancher/k3s/hosttrust/" + NAME + ".crt", text(certificate));
    host.write(ELSEWHERE, text(certificate));

    assertTold(remove("k3s", certificate), ELSEWHERE);
    assertThat(host.path(registries)).content().doesNotContain(NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "podman", "containerd", "k3s", "firefox"})
  void aHostWithNothingToRemoveCostsOneExec(String store) throws IOException {
    containerd();
    host.write("/etc/rancher/k3s/registries.yaml", "mirrors: {}\n");
    host.write("/etc/firefox/policies/policies.json", "{\"policies\": {}}\n");

    assertThat(remove(store, certificate)).isInstanceOf(Unchanged.class);

    assertThat(host.execs()).isEqualTo(1);
  }

  /** It is hosttrust's own, and goes in the same run. */
  @ParameterizedTest
  @CsvSource({
    "docker, /etc/docker/certs.d/",
    "containerd, /etc/containerd/certs.d/",
  })
  void theSystemStoresFileThatHostsTomlNamesIsNotTold(String store, String directory)
      throws IOException {
    containerd();
    String stores = "system," + store;
    trust(stores);
    String hosts = directory + NAME + "/hosts.toml";
    host.write(
        hosts,
        "server = \"https://%1$s\"\n[host.\"https://%1$s\"]\nca = \"%2$s\"\n"
            .formatted(NAME, "/usr/share/ca-certificates/local/harbor.crt"));

    Outcome outcome = remove(stores, certificate);

    assertThat(warnings(outcome)).noneMatch(warning -> warning.contains("stays trusted"));
    assertThat(proofs(outcome)).isNotEmpty();
    assertThat(host.path("/usr/share/ca-certificates/local/harbor.crt")).doesNotExist();
    if (Files.exists(host.path(hosts))) {
      assertThat(host.read(hosts)).doesNotContain("harbor.crt");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "podman", "containerd"})
  void aFileThatTheChangeCutsIsNotSaidToHoldNothing(String store) throws IOException {
    containerd();
    String file =
        switch (store) {
          case "docker" -> REGISTRY_CA;
          case "podman" -> "/etc/containers/certs.d/" + NAME + "/ca.crt";
          default -> CONTAINERD + "/ca.crt";
        };
    host.write(file, text(certificate, other));

    Outcome outcome = remove(store, certificate);

    assertThat(host.read(file)).isEqualTo(text(other));
    assertThat(warnings(outcome)).noneMatch(warning -> warning.startsWith(file + " stays: "));
    assertThat(warnings(remove(store, certificate)))
        .contains(file + " stays: it holds no certificate that is to go as harbor");
  }
}
