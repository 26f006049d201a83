// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.TrustSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two stores whose directories are one through a link. */
class OneDirectoryTest extends HarborHost {
  private static final String HOST = "/harbor.example.com:8443";

  private Outcome rollout(String stores, Anchor... anchors) {
    Wanted wanted =
        new Wanted(host.root(), new TrustSpec(List.of(anchors)), Stores.named(stores.split(",")));
    return Convergence.rollout(wanted, plan -> Optional.empty()).run(host);
  }

  private void link(String path, String target) throws IOException {
    Files.createDirectories(host.path(path).getParent());
    Files.createDirectories(host.path(path).resolveSibling(target));
    Files.createSymbolicLink(host.path(path), Path.of(target));
  }

  private void containerd() throws IOException {
    host.write(
        "/etc/containerd/config.toml",
        """
        version = 3
        [plugins.'io.containerd.cri.v1.images'.registry]
        config_path = '/etc/containerd/certs.d'
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/containerd/certs.d, ../docker/certs.d, /etc/docker/certs.d",
    "/etc/docker/certs.d, ../containerd/certs.d, /etc/containerd/certs.d",
  })
  void theCaHasOneNameForDockerAndContainerd(String link, String target, String real)
      throws IOException {
    containerd();
    link(link, target);
    Anchor harbor = anchor("harbor", certificate, HOST.substring(1));

    assertThat(rollout("docker,containerd", harbor)).isInstanceOf(Changed.class);

    String hosts = host.read(real + HOST + "/hosts.toml");
    assertThat(hosts).contains("ca = \"" + real + HOST + "/ca.crt\"");
    for (String stores : List.of("docker,containerd", "docker", "containerd")) {
      assertThat(rollout(stores, harbor)).isInstanceOf(Unchanged.class);
    }
  }

  @Test
  void whatGoesIsTakenAwayOnceByDockerAndContainerdAndPodman() throws IOException {
    containerd();
    link("/etc/containerd/certs.d", "../docker/certs.d");
    String stores = "docker,podman,containerd";
    assertThat(rollout(stores, anchor("harbor", certificate, HOST.substring(1))))
        .isInstanceOf(Changed.class);
    AbsentAnchor absent =
        new AbsentAnchor(
            new AnchorName("harbor"),
            Optional.of(certificate),
            List.of(Registry.parse(HOST.substring(1))));
    Wanted wanted =
        new Wanted(
            host.root(),
            new TrustSpec(List.of(), List.of(absent)),
            Stores.named(stores.split(",")));

    assertThat(Convergence.rollout(wanted, plan -> Optional.empty()).run(host))
        .isInstanceOf(Changed.class);

    assertThat(host.path("/etc/docker/certs.d" + HOST)).doesNotExist();
    assertThat(Convergence.rollout(wanted, plan -> Optional.empty()).run(host))
        .isInstanceOf(Unchanged.class);
  }

  /** As one who wrote the file by hand, or an earlier version of this, may have named it. */
  @ParameterizedTest
  @CsvSource({"/etc/containerd/certs.d", "/etc/docker/certs.d"})
  void aFileThatNamesTheCaByEitherNameIsLeftAlone(String name) throws IOException {
    containerd();
    link("/etc/containerd/certs.d", "../docker/certs.d");
    host.write(
        "/etc/docker/certs.d" + HOST + "/hosts.toml",
        """
        ca = "%1$s/ca.crt"

        [host."https:/%2$s"]
          ca = ["%1$s/ca.crt"]
        """
            .formatted(name + HOST, HOST));
    String before = host.read("/etc/docker/certs.d" + HOST + "/hosts.toml");

    assertThat(rollout("docker,containerd", anchor("harbor", certificate, HOST.substring(1))))
        .isInstanceOf(Changed.class);

    assertThat(host.read("/etc/docker/certs.d" + HOST + "/hosts.toml")).isEqualTo(before);
  }

  @Test
  void twoContentsForOneFileAreRefused() throws IOException {
    link("/etc/containers/certs.d/one.test", "../../docker/certs.d/two.test");
    Anchor one = anchor("one", certificate, "one.test");
    Anchor two = anchor("two", ca("Another CA"), "two.test");

    assertReason(rollout("docker,podman", one, two))
        .isEqualTo(
            "/etc/docker/certs.d/two.test/ca.crt would be written by the stores docker and podman,"
                + " each with another content, because of a link; put a directory in place of the"
                + " link, or leave one of the two stores out");

    assertThat(host.path("/etc/docker/certs.d/two.test")).isEmptyDirectory();
  }

  @Test
  void twoContentsForOneFileOfOneStoreAreRefused() throws IOException {
    link("/etc/docker/certs.d/one.test", "two.test");
    Anchor one = anchor("one", certificate, "one.test");
    Anchor two = anchor("two", ca("Another CA"), "two.test");

    assertReason(rollout("docker", one, two))
        .isEqualTo(
            "/etc/docker/certs.d/two.test/ca.crt would be written twice by the store docker, each"
                + " time with another content, because of a link; put a directory in place of the"
                + " link");
  }
}
