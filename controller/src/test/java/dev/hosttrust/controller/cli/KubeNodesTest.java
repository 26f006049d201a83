// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.demo.DemoFleet;
import dev.hosttrust.testhosts.TestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --kube-nodes}: from the real kubectl, which asks a server of the test, to the hosts. */
class KubeNodesTest {
  private static final String DEBIAN = "Debian GNU/Linux 12 (bookworm)";
  private static final String CORDONED = "node1: last in order (cordoned)";
  private static final String TALOS =
      "talos1: not served: Talos has no SSH; name the CA in its machine configuration, in a"
          + " document of kind TrustedRootsConfig (talosctl patch machineconfig)";

  @TempDir private Path home;

  private TestCluster cluster;

  @BeforeEach
  void start() {
    cluster =
        TestCluster.start(
            List.of(
                node("node1", "\"unschedulable\": true", DEBIAN),
                node("node2", "", DEBIAN),
                node("talos1", "", "Talos (v1.9.2)")));
    cluster.writeKubeconfig(home.resolve("kubeconfig"));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void rollsOutToTheNodesWithTheVariablesOfAnInventory() throws Exception {
    try (DemoFleet fleet = DemoFleet.start()) {
      CommandLineRun run =
          run(
              fleet.directory(),
              "rollout --kube-nodes prod -i inventory.ini -F none --forks 1 --store docker --ca"
                  + " ca.crt --registry harbor.example.com");

      assertThat(run.out().lines().filter(line -> line.matches("(ok|changed|failed) .*")))
          .satisfiesExactly(
              line -> assertThat(line).matches("changed +node2"),
              line -> assertThat(line).matches("changed +node1"));
      assertThat(run.out())
          .contains(
              CORDONED,
              TALOS,
              "only nodes of the cluster are hosts, these are left out: node3",
              "2 hosts: 0 ok, 2 changed, 0 failed, 0 unreachable, 1 not served");
      assertThat(run.exitCode()).isZero();
      assertThat(fleet.directory().resolve("node2/etc/docker/certs.d/harbor.example.com/ca.crt"))
          .exists();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          inventory --kube-nodes --graph workers ; @workers: / |--node1 / |--node2 / |--talos1
          inventory --graph workers --kube-nodes -l !cordoned ; @workers: / |--node2 / |--talos1
          inventory --kube-nodes=prod --graph not_served ; @not_served: / |--talos1
          rollout --kube-nodes --list-hosts ; hosts (2): / node2 / node1
          """)
  void showsWhatWasRead(String args, String out) {
    assertThat(run(home, args).out().lines().map(String::strip)).containsExactly(out.split(" / "));
  }

  @Test
  void aListOfHostsSaysWhichAreNotServed() {
    assertThat(run(home, "diff --kube-nodes --list-hosts").err().lines())
        .containsExactly("hosttrust: warning: " + CORDONED, "hosttrust: warning: " + TALOS);
  }

  @Test
  void aVariableWinsOverWhatTheNodesSay() {
    String served = "-e hosttrust_not_served= -e hosttrust_order=";

    assertThat(run(home, "rollout --kube-nodes --list-hosts " + served).out().lines())
        .containsExactly("  hosts (3):", "    node1", "    node2", "    talos1");
  }

  @Test
  void theListHasTheVariablesThatTheProgramGoesBy() {
    assertThat(run(home, "inventory --kube-nodes --list").out())
        .contains("\"ansible_host\": \"127.0.0.1\"", "\"hosttrust_order_reason\": \"cordoned\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --kube-nodes staging | --kube-nodes staging: kubectl says: error: context "staging" does not exist; 'kubectl config get-contexts' lists them
          --kube-nodes= | --kube-nodes: the value is empty; was a variable not set? Give a value, or leave the option out
          --kube-nodes -l talos1 | no host is left that can be served
          """)
  void whatIsWrongIsSaidBeforeAHostIsTouched(String args, String problem) {
    CommandLineRun run = run(home, "rollout " + args + " --ca missing.crt");

    assertThat(run.err().lines()).contains("hosttrust: " + problem);
    assertThat(run.exitCode()).isEqualTo(5);
  }

  /** The end of its connection shows that kubectl has ended, for it would wait for the answer. */
  @Test
  void kubectlEndsWithUs() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      writeKubeconfig(silent.getLocalPort());
      var command =
          MainProcess.command(
              List.of("-XX:TieredStopAtLevel=1"), "inventory", "--kube-nodes", "--list");
      var builder = new ProcessBuilder(command).directory(home.toFile());
      builder.environment().put("KUBECONFIG", home.resolve("kubeconfig").toString());
      builder.environment().put("HOME", home.toString());
      Process process = builder.start();
      try (Socket kubectl = askingForNodes(silent)) {
        process.destroy();

        kubectl.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
      assertThat(process.waitFor()).isNotZero();
    }
  }

  /** Google's kubectl first asks for the cluster's version, to take the kubectl that fits. */
  private static Socket askingForNodes(ServerSocket server) throws IOException {
    while (true) {
      Socket client = server.accept();
      var request = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      if (String.valueOf(request.readLine()).startsWith("GET /api/v1/nodes")) {
        return client;
      }
      client.close();
    }
  }

  private CommandLineRun run(Path directory, String args) {
    return CommandLineRun.in(directory)
        .with("PATH", System.getenv("PATH"))
        .with("HOME", home.toString())
        .with("KUBECONFIG", home.resolve("kubeconfig").toString())
        .run(args.split(" "));
  }

  private void writeKubeconfig(int port) throws IOException {
    Files.writeString(
        home.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
        contexts: [{name: prod, context: {cluster: c}}]
        current-context: prod
        """
            .formatted(port));
  }

  private static String node(String name, String spec, String osImage) {
    return TestCluster.node(name, "127.0.0.1", true, spec, osImage);
  }
}
