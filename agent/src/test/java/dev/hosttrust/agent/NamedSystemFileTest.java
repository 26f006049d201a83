// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file of the system store goes that an administrator had a registry's configuration name: a pull
 * fails where the configuration names a file that is not there.
 */
class NamedSystemFileTest extends RemovalHost {
  private static final String PEM = "/etc/ssl/certs/harbor.pem";

  @BeforeEach
  void trusted() throws IOException {
    containerd();
    trust("system");
  }

  private static String hostsToml(String paths) {
    return "server = \"https://%1$s\"\nca = [%2$s]\n\n[host.\"https://%1$s\"]\n  ca = [%2$s]\n"
        .formatted(NAME, paths);
  }

  private static String quoted(String path) {
    return '"' + path + '"';
  }

  private static AbsentAnchor absent(String... registries) {
    return new AbsentAnchor(
        new AnchorName("harbor"),
        Optional.empty(),
        List.of(registries).stream().map(Registry::parse).toList());
  }

  @ParameterizedTest
  @CsvSource({"containerd, /etc/containerd/certs.d/", "docker, /etc/docker/certs.d/"})
  void itsNameGoesFromHostsTomlBefore(String store, String directory) throws IOException {
    String toml = directory + NAME + "/hosts.toml";
    host.write("/srv/other.crt", text(other));
    host.write(toml, hostsToml(quoted(CERTIFICATE) + ", \"/srv/other.crt\", " + quoted(PEM)));

    assertThat(remove("system," + store)).isInstanceOf(Changed.class);

    assertThat(host.path(CERTIFICATE)).doesNotExist();
    assertThat(host.read(toml)).isEqualTo(hostsToml("\"/srv/other.crt\""));
    assertThat(remove("system," + store)).isInstanceOf(Unchanged.class);
  }

  @ParameterizedTest
  @CsvSource({"containerd, /etc/containerd/certs.d/", "docker, /etc/docker/certs.d/"})
  void itsNameGoesWhereAnotherCaTakesItsPlace(String store, String directory) throws IOException {
    converge(
        "system",
        List.of(anchor("harbor" + other.partSuffix(), other), anchor("harbor", certificate)));
    String ca = directory + NAME + "/ca.crt";
    String toml = directory + NAME + "/hosts.toml";
    host.write(ca, text(certificate, other));
    host.write(toml, hostsToml(quoted(CERTIFICATE) + ", " + quoted(ca)));
    AbsentAnchor old =
        new AbsentAnchor(
            new AnchorName("harbor"), Optional.of(certificate), List.of(Registry.parse(NAME)));

    Outcome outcome = converge("system," + store, List.of(anchor("harbor", other, NAME)), old);

    assertThat(outcome).isInstanceOf(Changed.class);
    assertThat(host.read(toml)).isEqualTo(hostsToml(quoted(ca)));
    assertThat(host.read(ca)).isEqualTo(text(other));
  }

  private void assertRefused(Outcome outcome, SortedMap<String, String> before, String path)
      throws IOException {
    assertReason(outcome)
        .startsWith(path + " names " + CERTIFICATE + ", which is to go, and pulls would fail then");
    assertThat(host.tree()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/containerd/certs.d/" + NAME,
        "/etc/containerd/certs.d/_default",
        "/etc/docker/certs.d/elsewhere.example.com",
        "/var/lib/rancher/k3s/agent/etc/containerd/certs.d/" + NAME
      })
  void theHostIsLeftAloneWhereNobodyNamedTheStoreOrTheRegistry(String directory)
      throws IOException {
    host.write(directory + "/hosts.toml", hostsToml(quoted(CERTIFICATE)));
    SortedMap<String, String> before = host.tree();

    assertRefused(remove("system,docker"), before, directory + "/hosts.toml");
    assertRefused(
        converge("system,containerd", List.of(), absent()), before, directory + "/hosts.toml");
    assertThat(remove("docker", certificate)).isInstanceOf(Unchanged.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k3s", "rke2"})
  void theHostIsLeftAloneWhereRegistriesYamlNamesIt(String distribution) throws IOException {
    String yaml = "/etc/rancher/" + distribution + "/registries.yaml";
    host.write(yaml, "configs: {any.example.com: {tls: {ca_file: %s}}}\n".formatted(CERTIFICATE));
    SortedMap<String, String> before = host.tree();

    assertRefused(remove("system,docker,k3s"), before, yaml);
  }

  @Test
  void aHostsTomlThatNobodyReadsIsNoObstacle() throws IOException {
    String broken = "ca = [\"" + CERTIFICATE + "\"]\n[host]\n\"x\"";
    host.write(REGISTRY + "/hosts.toml", broken);

    assertThat(remove("system,docker")).isInstanceOf(Changed.class);

    assertThat(host.path(CERTIFICATE)).doesNotExist();
    assertThat(host.read(REGISTRY + "/hosts.toml")).isEqualTo(broken);
  }
}
