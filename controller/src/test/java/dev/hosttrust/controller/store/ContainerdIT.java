// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.store;

import static dev.hosttrust.controller.store.ContainerdNode.CA;
import static dev.hosttrust.controller.store.ContainerdNode.CERTS_D;
import static dev.hosttrust.controller.store.ContainerdNode.CONFIG_PATH;
import static dev.hosttrust.controller.store.ContainerdNode.MIRROR_CA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.testhosts.ContainerdRelease;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Containerd pulls from a registry once hosttrust made it trust the registry's CA, and not before.
 */
class ContainerdIT {
  private static final String REGISTRY = "harbor.test:8443";
  private static final String OWN = CERTS_D + "/" + REGISTRY;

  /** The image does not exist, which the registry says only to those who trust its certificate. */
  private static final String TRUSTED = "/app:1: not found";

  /** A registry sees no request before, and each pull afterwards. */
  private static void assertTrustedAfterRollout(ContainerdNode node, String registry) {
    assertTrustedAfterRollout(node, registry, "x509");
  }

  /**
   * @param complaint a part of what containerd says before
   */
  private static void assertTrustedAfterRollout(
      ContainerdNode node, String registry, String complaint) {
    int requests = node.requests(registry);
    assertThat(node.pull(registry)).contains(complaint);
    assertThat(node.requests(registry)).isEqualTo(requests);
    Outcome first = node.rollout(registry);
    assertThat(first).as("%s", first).isInstanceOf(Changed.class);
    assertThat(node.pull(registry)).endsWith(registry + TRUSTED);
    assertThat(node.requests(registry)).isGreaterThan(requests);
    Outcome second = node.rollout(registry);
    assertThat(second).as("%s", second).isInstanceOf(Unchanged.class);
  }

  /**
   * From 2.1 on, that a mirror does not have the image outweighs what is wrong with the registry.
   */
  private static String complaintBehindAMirror(ContainerdRelease release) {
    return release.isOne() ? "x509" : "not found";
  }

  @ParameterizedTest
  @EnumSource
  void ofAFreshNode(ContainerdRelease release) {
    ContainerdNode node = ContainerdNode.with(release, CONFIG_PATH);

    assertTrustedAfterRollout(node, REGISTRY);
    assertThat(node.pull("harbor.test")).contains("x509");
    assertTrustedAfterRollout(node, "harbor.test");
  }

  @ParameterizedTest
  @EnumSource
  void ofANodeWithMirrorsForAllRegistries(ContainerdRelease release) {
    ContainerdNode node = ContainerdNode.with(release, CONFIG_PATH);
    node.host().writeFile(CERTS_D + "/_default/mirror.crt", MIRROR_CA.pem());
    node.host()
        .writeFile(
            CERTS_D + "/_default/hosts.toml",
            """
            # All pulls ask the mirror first.
            [host."https://mirror.test:9443"]
              capabilities = ["pull", "resolve"]
              ca = "mirror.crt"
            """);

    assertTrustedAfterRollout(node, REGISTRY, complaintBehindAMirror(release));

    int before = node.requests(ContainerdNode.MIRROR);
    assertThat(node.pull(REGISTRY)).endsWith(TRUSTED);
    assertThat(node.requests(ContainerdNode.MIRROR)).isGreaterThan(before);
  }

  @ParameterizedTest
  @EnumSource
  void ofANodeWithAFileOfItsAdministrator(ContainerdRelease release) {
    ContainerdNode node = ContainerdNode.with(release, CONFIG_PATH);
    String text =
        """
        # Managed by hand.
        server = 'https://harbor.test:8443'  # Harbor

        [host."https://mirror.test:9443"]
          ca = "/etc/containerd/certs.d/mirror.pem"   # the mirror's own

        [host."https://harbor.test:8443"]
          capabilities = ["pull", "resolve"]
          ca = ["/etc/containerd/certs.d/mirror.pem"] # of last year
        """;
    node.host().writeFile(CERTS_D + "/mirror.pem", MIRROR_CA.pem());
    node.host().writeFile(OWN + "/hosts.toml", text, 0640);

    assertTrustedAfterRollout(node, REGISTRY, complaintBehindAMirror(release));

    String ca = "\"" + OWN + "/ca.crt\"";
    assertThat(node.host().readFile(OWN + "/hosts.toml"))
        .isEqualTo(
            text.replace("# Harbor\n", "# Harbor\nca = " + ca + "\n")
                .replace("mirror.pem\"] # of", "mirror.pem\", " + ca + "] # of"));
    assertThat(node.host().run("stat -c %a " + OWN + "/hosts.toml")).isEqualTo("640\n");
  }

  @ParameterizedTest
  @EnumSource
  void ofANodeThatSpellsThePortWithoutAColon(ContainerdRelease release) {
    ContainerdNode node = ContainerdNode.with(release, CONFIG_PATH);
    node.host().run("mkdir -p %1$s/harbor.test_8443_ %1$s/harbor.test:8443".formatted(CERTS_D));

    assertTrustedAfterRollout(node, REGISTRY);

    assertThat(node.host().run("cd %s; ls *".formatted(CERTS_D)))
        .isEqualTo("harbor.test:8443:\n\nharbor.test_8443_:\nca.crt\n");
  }

  @ParameterizedTest
  @EnumSource
  void ofANodeWithAFileThatOnlySomeVersionsRead(ContainerdRelease release) {
    ContainerdNode node = ContainerdNode.with(release, CONFIG_PATH);
    node.host().writeFile(OWN + "/hosts.toml", "server = 'https://harbor.test:8443'\n");

    assertTrustedAfterRollout(node, REGISTRY);
  }

  @Test
  void butNotAtTheCostOfACertificateForAllRegistries() {
    ContainerdNode node = ContainerdNode.with(ContainerdRelease.TRIXIE, CONFIG_PATH);
    node.host().writeFile(CERTS_D + "/_default/company.crt", CA.pem());
    assertThat(node.pull(REGISTRY)).endsWith(TRUSTED);

    assertFailed(node, CERTS_D + "/_default/company.crt would no longer count for " + REGISTRY);

    assertThat(node.pull(REGISTRY)).endsWith(TRUSTED);
  }

  @ParameterizedTest
  @EnumSource
  void andADeadConfigurationIsNamed(ContainerdRelease release) {
    ContainerdNode node = ContainerdNode.with(release, "");
    node.host().writeFile(OWN + "/ca.crt", CA.pem());
    String mirrors = "\nmirrors.'x.test'.endpoint = ['https://y.test']";

    assertDead(node, "config_path");
    node.configure(CONFIG_PATH + mirrors);
    assertDead(node, "both config_path and the older registry.mirrors");
    node.configure(mirrors);
    assertDead(node, "older registry.mirrors, which must not stand beside it");
    if (release.isOne()) {
      node.configure(CONFIG_PATH + "\nconfigs.'x.test'.tls.ca_file = '/x'");
      assertDead(node, "both config_path and the older registry.configs.\"x.test\".tls");
    }
    node.containerd().start("version = 2\ndisabled_plugins = ['io.containerd.grpc.v1.cri']\n");
    assertDead(node, "CRI plugin is switched off");

    node.configure("config_path = '" + CERTS_D + ":/etc/docker/certs.d'");
    if (release.isOne()) {
      assertThat(node.pull(REGISTRY)).endsWith(TRUSTED);
      assertThat(node.rollout(REGISTRY)).isInstanceOf(Unchanged.class);
    } else {
      assertDead(node, "one directory named '" + CERTS_D + ":/etc/docker/certs.d'");
    }

    node.configure(CONFIG_PATH);
    assertThat(node.pull(REGISTRY)).endsWith(TRUSTED);
    assertThat(node.rollout(REGISTRY)).isInstanceOf(Unchanged.class);
  }

  @ParameterizedTest
  @EnumSource
  void andAPathIsSetWhereItIsAskedFor(ContainerdRelease release) {
    for (String before : List.of("", "config_path = '" + CERTS_D + ":/etc/docker/certs.d'")) {
      ContainerdNode node = ContainerdNode.with(release, before);

      Outcome first = node.rolloutWithConfigPath(REGISTRY);

      assertThat(first).as("%s", first).isInstanceOf(Changed.class);
      assertThat(((Changed) first).plan().warnings())
          .singleElement()
          .asString()
          .isEqualTo(
              "containerd sees the change of /etc/containerd/config.toml only when it is restarted");
      node.containerd().restart();
      assertThat(node.pull(REGISTRY)).endsWith(TRUSTED);
      assertThat(node.rolloutWithConfigPath(REGISTRY)).isInstanceOf(Unchanged.class);
      assertThat(node.rollout(REGISTRY)).isInstanceOf(Unchanged.class);
    }
  }

  private static void assertDead(ContainerdNode node, String reason) {
    assertThat(node.pull(REGISTRY)).doesNotEndWith(TRUSTED).isNotEmpty();
    assertFailed(node, reason);
  }

  private static void assertFailed(ContainerdNode node, String reason) {
    Outcome outcome = node.rollout(REGISTRY);
    assertThat(outcome).as("%s", outcome).isInstanceOf(Failed.class);
    assertThat(((Failed) outcome).reasons()).singleElement().asString().contains(reason);
  }
}
