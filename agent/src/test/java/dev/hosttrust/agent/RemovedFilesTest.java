// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes from the files of registries and browsers, and what of somebody else's stays. */
class RemovedFilesTest extends RemovalHost {
  @Test
  void aFileWithOtherCertificatesKeepsThese() throws IOException {
    host.write(REGISTRY_CA, text(certificate, other));

    assertThat(remove("docker", certificate)).isInstanceOf(Changed.class);

    assertThat(host.read(REGISTRY_CA)).isEqualTo(text(other));
    assertThat(warnings(remove("docker", certificate)))
        .containsExactly(REGISTRY_CA + " stays: it holds no certificate that is to go as harbor");
  }

  @Test
  void whatElseStandsInAFileIsKept() throws IOException {
    String others = "# the team's\r\n" + text(other).replace("\n", "\r\n") + "# end";
    host.write(REGISTRY_CA, "# first\n" + text(certificate) + others);

    assertThat(remove("docker", certificate)).isInstanceOf(Changed.class);

    assertThat(host.read(REGISTRY_CA)).isEqualTo("# first\n" + others);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CERTIFICATE", "TRUSTED CERTIFICATE", "PRIVATE KEY"})
  void aFileWithABlockThatIsNotReadStaysAsItIs(String label) throws IOException {
    String unread = "-----BEGIN %1$s-----\nMAA=\n-----END %1$s-----\n".formatted(label);
    host.write(REGISTRY_CA, text(certificate) + unread);

    Outcome outcome = remove("docker", certificate);

    assertThat(outcome).isInstanceOf(Unchanged.class);
    assertThat(((Unchanged) outcome).evidence().proofs()).isEmpty();
    assertThat(warnings(outcome))
        .containsExactly(
            REGISTRY_CA
                + " stays: besides the certificate of harbor it holds a block that is no certificate"
                + " which hosttrust can read; take the certificate out of it by hand");
    assertThat(host.read(REGISTRY_CA)).isEqualTo(text(certificate) + unread);
  }

  @ParameterizedTest
  @CsvSource(textBlock = REGISTRY_FILES)
  void aFileThatStaysAsAWholeKeepsTheTrust(String store, String file) throws IOException {
    containerd();
    host.write(
        file, text(certificate) + "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n");

    Outcome outcome = remove(store, certificate);

    assertThat(((Unchanged) outcome).evidence().keptBy()).containsExactly(file);
    assertThat(warnings(outcome))
        .hasSize(1)
        .first()
        .asString()
        .startsWith(file + " stays: besides");
  }

  @Test
  void aDirectoryWithOtherFilesStays() throws IOException {
    trust("docker");
    host.write(REGISTRY + "/client.cert", "somebody's");

    assertThat(remove("docker", certificate)).isInstanceOf(Changed.class);

    assertThat(host.path(REGISTRY_CA)).doesNotExist();
    assertThat(host.read(REGISTRY + "/client.cert")).isEqualTo("somebody's");
  }

  @Test
  void aDirectoryGoesWithWhatAnInterruptedRunLeftInIt() throws IOException {
    trust("docker");
    host.write(REGISTRY + "/.hosttrust-beef.2.new", "left");
    host.write(REGISTRY + "/.hosttrust-beef.3.old", "left");

    assertThat(remove("docker", certificate)).isInstanceOf(Changed.class);

    assertThat(host.path(REGISTRY)).doesNotExist();
    assertThat(remove("docker", certificate)).isInstanceOf(Unchanged.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a link", "a directory", "a socket", "a file\n\nin lines", "\r\ry"})
  void aDirectoryWithAnythingElseStays(String what) throws IOException {
    trust("docker");
    Path thing = host.path(REGISTRY + "/" + what);
    switch (what) {
      case "a link" -> Files.createSymbolicLink(thing, Path.of("/nowhere"));
      case "a directory" -> Files.createDirectory(thing);
      case "a socket" ->
          ServerSocketChannel.open(StandardProtocolFamily.UNIX)
              .bind(UnixDomainSocketAddress.of(thing))
              .close();
      default -> Files.createFile(thing);
    }

    assertThat(remove("docker", certificate)).isInstanceOf(Changed.class);

    assertThat(host.path(REGISTRY_CA)).doesNotExist();
    assertThat(Files.exists(thing, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(remove("docker", certificate)).isInstanceOf(Unchanged.class);
  }

  @Test
  void theSystemsFileTellsWhichCertificateIsMeant() {
    trust("system,docker");

    Outcome outcome = remove("system,docker");

    assertThat(((Changed) outcome).evidence().proofs())
        .contains(
            new Proof(
                "docker", "harbor", Proof.Kind.ABSENT, REGISTRY_CA, certificate.fingerprint()));
    assertThat(host.path(CERTIFICATE)).doesNotExist();
    assertThat(host.path(REGISTRY)).doesNotExist();
  }

  @Test
  void aFileStaysWhereNothingTellsWhichCertificateIsMeant() throws IOException {
    trust("docker");

    assertThat(warnings(remove("docker")))
        .singleElement()
        .asString()
        .startsWith(REGISTRY_CA + " stays: which certificate is that of harbor is not known")
        .contains("because the host has no " + CERTIFICATE);
    assertThat(host.read(REGISTRY_CA)).isEqualTo(text(certificate));
  }

  @Test
  void aRegistryThatNobodyNamedIsToldAndLeft() throws IOException {
    trust("system,docker");
    AbsentAnchor unnamed = new AbsentAnchor(new AnchorName("harbor"), Optional.empty(), List.of());

    Outcome outcome = converge("system,docker", List.of(), unnamed);

    assertThat(outcome).isInstanceOf(Changed.class);
    assertThat(warnings(outcome))
        .containsExactly(
            REGISTRY_CA
                + " still trusts harbor; name its registry as well, as by --registry "
                + NAME);
    assertThat(((Changed) outcome).evidence().keptBy()).containsExactly(REGISTRY_CA);
    assertThat(host.read(REGISTRY_CA)).isEqualTo(text(certificate));
  }

  @Test
  void aRegistryThatIsNamedIsNotToldByItsOtherDirectory() throws IOException {
    String plain = REGISTRY.replace(":8443", "_8443_");
    host.write(REGISTRY_CA, text(certificate));
    host.write(plain + "/ca.crt", text(certificate));
    host.write(
        plain + "/hosts.toml",
        "[host.\"https://%s\"]\nca = \"%s/ca.crt\"\n".formatted(NAME, plain));

    Outcome outcome = remove("docker", certificate);

    assertThat(host.path(plain + "/ca.crt")).doesNotExist();
    assertThat(warnings(outcome)).isEmpty();
  }

  @Test
  void registriesBeyondTheFirstHundredAreCounted() throws IOException {
    for (int i = 0; i < 102; i++) {
      host.write("/etc/docker/certs.d/r%03d/ca.crt".formatted(i), text(other));
    }

    assertThat(warnings(remove("docker", certificate)))
        .containsExactly(
            "/etc/docker/certs.d has 102 CA files of registries that were not named; 100 of them were"
                + " looked at for a CA that goes");
  }

  @Test
  void aRegistryHasBothCertificatesWhileOneTakesTheOthersPlace() throws IOException {
    trust("docker");
    Anchor second = anchor("harbor" + other.partSuffix(), other, NAME);

    converge("docker", List.of(second, anchor("harbor", certificate, NAME)));
    assertThat(host.read(REGISTRY_CA)).contains(text(certificate)).contains(text(other));

    converge(
        "docker",
        List.of(anchor("harbor", other, NAME)),
        new AbsentAnchor(
            new AnchorName("harbor"), Optional.of(certificate), List.of(Registry.parse(NAME))));
    assertThat(host.read(REGISTRY_CA)).isEqualTo(text(other));
  }

  @Test
  void aHostsTomlOfSomebodyElseKeepsAllButTheFile() throws IOException {
    containerd();
    host.write(CONTAINERD + "/ca.crt", text(certificate));
    host.write(
        CONTAINERD + "/hosts.toml",
        """
        # ours
        server = "https://%1$s"
        ca = "%2$s/ca.crt" # the old one

        [host."https://mirror.test"]
          ca = ["m.crt", "ca.crt", "n.crt"]
        [host."https://%1$s"]
          ca = ["ca.crt"]
          capabilities = ["pull"]
        """
            .formatted(NAME, CONTAINERD));

    assertThat(remove("containerd", certificate)).isInstanceOf(Changed.class);

    assertThat(host.path(CONTAINERD + "/ca.crt")).doesNotExist();
    assertThat(host.read(CONTAINERD + "/hosts.toml"))
        .isEqualTo(
            """
            # ours
            server = "https://%1$s"

            [host."https://mirror.test"]
              ca = ["m.crt", "n.crt"]
            [host."https://%1$s"]
              capabilities = ["pull"]
            """
                .formatted(NAME));
    assertThat(remove("containerd", certificate)).isInstanceOf(Unchanged.class);
  }

  @Test
  void aHostsTomlInBracesIsCutAsWell() throws IOException {
    containerd();
    host.write(CONTAINERD + "/ca.crt", text(certificate));
    host.write(
        CONTAINERD + "/hosts.toml",
        "host = { \"https://%s\" = { ca = 'ca.crt', skip_verify = false } }\n".formatted(NAME));

    assertThat(remove("containerd", certificate)).isInstanceOf(Changed.class);

    assertThat(host.read(CONTAINERD + "/hosts.toml"))
        .isEqualTo(
            "host = { \"https://%s\" = { ca = [], skip_verify = false } }\n".formatted(NAME));
  }

  @Test
  void k3sKeepsTheFileAsLongAsItsContainerdNamesIt() throws IOException {
    Files.createDirectories(host.path("/etc/rancher/k3s"));
    String file = "/etc/rancher/k3s/hosttrust/" + NAME + ".crt";
    String generated = "/var/lib/rancher/k3s/agent/etc/containerd/certs.d/" + NAME + "/hosts.toml";
    trust("k3s");
    host.write(generated, "ca = [\"" + file + "\"]\n");

    Outcome first = remove("k3s", certificate);

    assertThat(first).isInstanceOf(Changed.class);
    assertThat(warnings(first))
        .anySatisfy(
            warning ->
                assertThat(warning).contains("pulls would fail where containerd still names"));
    assertThat(host.path(file)).exists();
    assertThat(host.read("/etc/rancher/k3s/registries.yaml")).doesNotContain("ca_file");
    assertThat(remove("k3s", certificate)).isInstanceOf(Unchanged.class);

    host.write(generated, "");
    assertThat(remove("k3s", certificate)).isInstanceOf(Changed.class);
    assertThat(host.path("/etc/rancher/k3s/hosttrust")).doesNotExist();
  }

  @Test
  void k3sIsLeftAloneWhereItsFileIsALink() throws IOException {
    String yaml = "/etc/rancher/k3s/registries.yaml";
    Files.createDirectories(host.path("/etc/rancher/k3s"));
    trust("k3s");
    Files.move(host.path(yaml), host.path("/etc/rancher/k3s/real.yaml"));
    Files.createSymbolicLink(host.path(yaml), Path.of("real.yaml"));
    SortedMap<String, String> before = host.tree();

    assertFailed(
        remove("k3s", certificate),
        yaml
            + " is a symbolic link, which hosttrust does not write through; take the ca_file of "
            + NAME
            + " out of the file that it leads to");

    assertThat(host.tree()).isEqualTo(before);
    host.write("/etc/rancher/k3s/real.yaml", "mirrors: {}\n");
    assertThat(remove("k3s", certificate)).isInstanceOf(Changed.class);
    assertThat(host.path("/etc/rancher/k3s/hosttrust")).doesNotExist();
  }

  @Test
  void k3sIsLeftAloneWhereRancherManagesIt() throws IOException {
    Files.createDirectories(host.path("/etc/rancher/k3s"));
    trust("k3s");
    host.write("/etc/rancher/k3s/config.yaml.d/50-rancher.yaml", "{}");
    SortedMap<String, String> before = host.tree();

    assertReason(remove("k3s", certificate))
        .startsWith("Rancher manages /etc/rancher/k3s/registries.yaml")
        .endsWith("take the CA out of spec.rkeConfig.registries.configs.\"" + NAME + "\" there");

    assertThat(host.tree()).isEqualTo(before);
  }

  private AbsentAnchor absent(CaCertificate certificate) {
    return new AbsentAnchor(new AnchorName("harbor"), Optional.of(certificate), List.of());
  }

  @Test
  void firefoxsPoliciesGoWhereTheyAreOurs() throws IOException {
    Anchor first = anchor("harbor", certificate);
    Anchor second = anchor("harbor" + other.partSuffix(), other);
    SortedMap<String, String> before = host.tree();
    for (List<Anchor> order : List.of(List.of(first, second), List.of(second, first))) {
      converge("firefox", order);

      converge("firefox", List.of(), absent(other), absent(certificate));

      assertThat(host.path("/etc/firefox/policies/policies.json")).doesNotExist();
      assertThat(host.path("/etc/firefox/policies/hosttrust")).doesNotExist();
    }
    assertThat(host.tree()).containsAllEntriesOf(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"firefox", "system,firefox"})
  void firefoxListsTheSystemsFileNoLonger(String stores) throws IOException {
    String policies = "/etc/firefox/policies/policies.json";
    String install = "{\"policies\": {\"Certificates\": {\"Install\": [%s]}}}\n";
    trust("system");
    host.write(policies, install.formatted("\"/a.crt\", \"" + CERTIFICATE + "\""));
    SortedMap<String, String> before = host.tree();

    assertThat(remove(stores, other)).isInstanceOf(Unchanged.class);
    assertThat(host.tree()).isEqualTo(before);

    assertThat(warnings(remove(stores, certificate)))
        .noneMatch(warning -> warning.contains("stays trusted for Firefox"));
    assertThat(host.read(policies)).isEqualTo(install.formatted("\"/a.crt\""));
    assertThat(Files.exists(host.path(CERTIFICATE))).isEqualTo(stores.equals("firefox"));
  }

  @Test
  void firefoxKeepsThePoliciesOfOthers() throws IOException {
    String policies = "/etc/firefox/policies/policies.json";
    host.write(
        policies,
        """
        {
          "policies": {
            "Certificates": {"Install": ["/a.crt", "/etc/firefox/policies/hosttrust/harbor.crt", "/b.crt"]}
          }
        }
        """);
    host.write("/etc/firefox/policies/hosttrust/harbor.crt", text(certificate));

    Outcome outcome = remove("firefox");

    assertThat(warnings(outcome)).anySatisfy(w -> assertThat(w).contains("go on trusting it"));
    assertThat(host.read(policies)).contains("[\"/a.crt\", \"/b.crt\"]").doesNotContain("harbor");
    assertThat(host.path("/etc/firefox/policies/hosttrust")).doesNotExist();
    assertThat(remove("firefox")).isInstanceOf(Unchanged.class);
  }

  /** A function of the agent that is missing would be a program of the host by that name. */
  @Test
  void theHostsOwnProgramsTakeNoPartInARemoval() throws IOException {
    trust("system");
    Path ran = directory.resolve("ran");
    String fails = "echo run >>" + ran + "\necho '12 [error opening dir]'\nexit 2\n";
    Shell shell = withTools(tool("tree", fails));

    assertThat(remove(shell, "system", certificate)).isInstanceOf(Changed.class);

    assertThat(ran).doesNotExist();
  }
}
