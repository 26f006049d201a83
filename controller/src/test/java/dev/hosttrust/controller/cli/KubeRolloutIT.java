// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.ContainerdRelease;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestCluster;
import dev.hosttrust.testhosts.TestContainerd;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestRegistry;
import dev.hosttrust.testhosts.TestUser;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the nodes that the real kubectl lists to what containerd pulls on them: the API is the
 * test's, and the nodes are real hosts with SSH and containerd.
 */
class KubeRolloutIT {
  private static final String DEBIAN = "Debian GNU/Linux 12 (bookworm)";
  private static final String IMAGE = FleetDirectory.REGISTRY + "/app:1";
  private static final String CERTS_D = "/etc/containerd/certs.d";

  private static final TestCa CA = TestCa.named("Harbor CA");

  @TempDir private Path directory;

  @Test
  void nodesOfAClusterPullFromTheRegistryAfterOneRollout() throws Exception {
    try (TestHost trixie = containerd(ContainerdRelease.TRIXIE);
        TestHost sid = containerd(ContainerdRelease.SID);
        TestHost bookworm = containerd(ContainerdRelease.BOOKWORM);
        TestCluster cluster = TestCluster.start(nodes())) {
      cluster.writeKubeconfig(directory.resolve("kubeconfig"));
      new FleetDirectory(directory, CA)
          .host("cp1", trixie, TestUser.OPS, "ansible_become=true")
          .host("worker1", sid, TestUser.OPS, "ansible_become=true")
          .host("worker2", bookworm, TestUser.OPS, "ansible_become=true")
          .write();
      List<TestContainerd> nodes =
          List.of(
              new TestContainerd(trixie), new TestContainerd(sid), new TestContainerd(bookworm));
      assertThat(nodes).allSatisfy(node -> assertThat(node.pull(IMAGE)).contains("x509"));

      CommandLineRun changed = rollout("--forks", "1");

      assertThat(hosts(changed))
          .satisfiesExactly(
              line -> assertThat(line).matches("changed +cp1 .*"),
              line -> assertThat(line).matches("changed +worker2 .*"),
              line -> assertThat(line).matches("unreachable +lost1 +127\\.0\\.0\\.9:22: .*"),
              line -> assertThat(line).matches("changed +worker1 .*"));
      assertThat(changed.out())
          .contains(
              "talos1: not served",
              "lost1: last in order (not ready)",
              "worker1: last in order (cordoned)",
              "Read back from cp1, worker[1-2]",
              "in " + CERTS_D + "/" + FleetDirectory.REGISTRY + "/",
              "4 hosts: 0 ok, 3 changed, 0 failed, 1 unreachable, 1 not served");
      assertThat(changed.exitCode()).isEqualTo(4);
      assertThat(nodes).allSatisfy(node -> assertThat(node.pull(IMAGE)).endsWith(": not found"));

      CommandLineRun again = rollout("-l", "!not_ready");

      assertThat(again.out())
          .contains("3 hosts: 3 ok, 0 changed, 0 failed, 0 unreachable, 1 not served");
      assertThat(again.exitCode()).isZero();
    }
  }

  /**
   * A node whose containerd goes by its {@code certs.d}, with a registry that it does not trust.
   */
  private static TestHost containerd(ContainerdRelease release) {
    TestHost host = TestHosts.containerd(release).start();
    TestRegistry.start(host, CA.server("harbor.example.com"), 8443);
    new TestContainerd(host)
        .start(TestContainerd.config(release, "config_path = '" + CERTS_D + "'"));
    return host;
  }

  private static List<String> nodes() {
    return List.of(
        TestCluster.node("cp1", "127.0.0.1", true, "", DEBIAN),
        // Nobody listens there, on no port.
        TestCluster.node("lost1", "127.0.0.9", false, "", DEBIAN),
        TestCluster.node("talos1", "127.0.0.1", true, "", "Talos (v1.9.2)"),
        TestCluster.node("worker1", "127.0.0.1", true, "\"unschedulable\": true", DEBIAN),
        TestCluster.node("worker2", "127.0.0.1", true, "", DEBIAN));
  }

  private CommandLineRun rollout(String... more) {
    Stream<String> words = Stream.of("rollout", "--kube-nodes", "--store", "system,containerd");
    return CommandLineRun.in(directory)
        .with("PATH", System.getenv("PATH"))
        .with("HOME", directory.toString())
        .with("KUBECONFIG", directory.resolve("kubeconfig").toString())
        .run(
            FleetDirectory.withTrust(Stream.concat(words, Stream.of(more)).toArray(String[]::new)));
  }

  private static List<String> hosts(CommandLineRun run) {
    return run.out()
        .lines()
        .filter(line -> line.matches("(ok|changed|failed|unreachable) .*"))
        .toList();
  }
}
