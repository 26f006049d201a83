// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.ContainerdRelease;
import dev.hosttrust.testhosts.ExecOutput;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestCluster;
import dev.hosttrust.testhosts.TestContainerd;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.testhosts.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Job of {@code deploy/kubernetes} in the image that is published, on nodes with SSH and
 * containerd.
 */
class JobIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String DEBIAN = "Debian GNU/Linux 12 (bookworm)";
  private static final TestCa CA = TestCa.named("Harbor CA");

  /** Of the four parts, one has two of them, one has none. */
  private static final List<String> NODES = List.of("node1", "node2", "node3", "node5");

  @TempDir private static Path directory;

  private static final List<TestHost> HOSTS = new ArrayList<>();
  private static TestCluster cluster;
  private static Manifests manifests;

  @BeforeAll
  static void start() throws IOException {
    List<String> nodes = new ArrayList<>();
    List<String> knownHosts = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    for (String name : NODES) {
      TestHost host = node();
      HOSTS.add(host);
      nodes.add(TestCluster.node(name, host.address(), true, "", DEBIAN));
      knownHosts.addAll(host.knownHosts());
      ports.add(name + " ansible_port=" + host.port());
    }
    nodes.add(TestCluster.node("lost1", "127.0.0.9", false, "", DEBIAN));
    cluster = TestCluster.start(nodes);
    String key = TestKeys.shared().plain(KeyType.ED25519).read();
    manifests =
        Manifests.copy(Files.createDirectory(directory.resolve("k8s")), CA.pem(), key, knownHosts);
    manifests.edit("nodes.yml", "user: hosttrust", "user: ops");
    manifests.edit("trust.yml", "[harbor.example.com]", "['" + FleetDirectory.REGISTRY + "']");
    // The nodes share an address, so each has a port of its own.
    manifests.add("ports.ini", ports);
    manifests.edit("kustomization.yaml", "- nodes.yml\n", "- nodes.yml\n      - ports.ini\n");
    manifests.edit(
        "job.yaml", "- --spec", "- --inventory=/etc/hosttrust/ports.ini\n            - --spec");
  }

  private static TestHost node() {
    ContainerdRelease release = ContainerdRelease.TRIXIE;
    TestHost host = TestHosts.containerd(release).start();
    TestRegistry.start(host, CA.server("harbor.example.com"), 8443);
    new TestContainerd(host)
        .start(TestContainerd.config(release, "config_path = '/etc/containerd/certs.d'"));
    return host;
  }

  @AfterAll
  static void stop() {
    HOSTS.forEach(TestHost::close);
    cluster.close();
  }

  @Test
  void fourPodsBringTheCaToEachNodeOnce() throws IOException {
    assertThat(pulls()).allSatisfy(said -> assertThat(said).contains("x509"));
    String image = ControllerImage.load();
    try (JobPods pods = new JobPods(image, manifests, cluster, directory)) {
      List<ExecOutput> first = IntStream.range(0, 4).mapToObj(pods::run).toList();

      assertThat(first).allSatisfy(pod -> assertThat(pod.exit()).as("%s", pod).isZero());
      assertThat(first)
          .extracting(pod -> hosts(pod, "changed"))
          .containsExactly(
              List.of("node5"), List.of(), List.of("node2", "node3"), List.of("node1"));
      assertThat(pulls()).allSatisfy(said -> assertThat(said).endsWith(": not found"));

      ExecOutput again = pods.run(2, "--transport=openssh");
      assertThat(hosts(again, "ok")).as("%s", again).containsExactly("node2", "node3");

      assertThat(pods.run(4).exit()).as("no such part").isEqualTo(5);
    }
  }

  private static List<String> pulls() {
    return HOSTS.stream()
        .map(host -> new TestContainerd(host).pull(FleetDirectory.REGISTRY + "/app:1"))
        .toList();
  }

  private static List<String> hosts(ExecOutput pod, String status) {
    return pod.stdout()
        .lines()
        .map(JSON::readTree)
        .filter(object -> object.path("type").asString().equals("host"))
        .filter(object -> object.path("status").asString().equals(status))
        .map(object -> object.path("host").asString())
        .sorted()
        .toList();
  }
}
