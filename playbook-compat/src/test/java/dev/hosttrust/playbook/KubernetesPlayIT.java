// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.playbook.TaskResult.Status;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The play {@code hosttrust.trust.kubernetes}, which restarts by what it finds on the node. */
class KubernetesPlayIT {
  private static final TestCa CA = TestCa.named("Harbor CA");
  private static final String REGISTRY = "registry=harbor.example.com:5000";
  private static final String LOCAL = "/usr/share/ca-certificates/local/";
  private static final String IMPATIENT = "patience=3";

  @TempDir private Path directory;
  private StandInCluster cluster;
  private final List<TestHost> hosts = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    cluster = new StandInCluster(directory);
    cluster.control().file("pki/ca.crt", CA.pem());
  }

  @AfterEach
  void stop() {
    hosts.forEach(TestHost::close);
  }

  private TestHost host() {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start();
    hosts.add(host);
    return host;
  }

  private TestHost node(String name, String... units) throws IOException {
    TestHost host = host();
    cluster.node(name, host, units);
    return host;
  }

  private PlaybookRun play(String... variables) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("-e", REGISTRY, "-e", "registry_ca=pki/ca.crt"));
    for (String variable : variables) {
      arguments.addAll(variable.startsWith("--") ? List.of(variable) : List.of("-e", variable));
    }
    return cluster.play(arguments.toArray(String[]::new));
  }

  /** The node's last task failed, so that the play stopped there. */
  private static void assertFails(PlaybookRun run, String node, String message) {
    assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
    assertThat(run.results())
        .filteredOn(result -> result.host().equals(node))
        .last()
        .satisfies(
            result -> assertThat(result.status()).isEqualTo(Status.FAILED),
            result -> assertThat(result.json().toString()).contains(message));
  }

  private static void assertSucceeds(PlaybookRun run) {
    assertThat(run.exitCode()).as(run.out()).isZero();
  }

  private static List<String> restarted(TestHost node) {
    return node.readFile("/restarted").lines().toList();
  }

  private static boolean trusts(TestHost node) {
    // The port is part of the name, so that another CA for another port does not replace this one.
    return node.exec("test -e " + LOCAL + "harbor.example.com_5000.crt").exit() == 0;
  }

  /** A run that ends between the trust and the restart, and an operator who asks another time. */
  private void trustAlone(String node) throws IOException, InterruptedException {
    PlaybookRun cutOff =
        cluster
            .control()
            .play(
                """
                - hosts: %s
                  gather_facts: false
                  tasks:
                    - hosttrust.trust.anchor:
                        name: harbor.example.com_5000
                        ca: pki/ca.crt
                        registries: ["harbor.example.com:5000"]
                """
                    .formatted(node));
    assertSucceeds(cutOff);
  }

  @Test
  void restartsWhatStartedBeforeTheStoreChanged() throws Exception {
    TestHost plain = node("Plain", "containerd", "other");
    TestHost cutOff = node("cut-off", "k3s");
    TestHost cordoned = node("cordoned", "crio", "k3s-agent");
    TestHost late = node("late", "rke2-agent");
    cluster.rename("Plain", "plain");
    cluster.set("cordoned", "unschedulable", "true");
    trustAlone("cut-off");
    String everyNode = "{\"batches\": [\"100%\"], \"cordon\": true}";

    PlaybookRun check = play(everyNode, "--check");
    assertSucceeds(check);
    assertThat(check.result("Plain", "Say what would restart").msg())
        .isEqualTo("containerd would be restarted");
    assertThat(check.result("cut-off", "Say what would restart").msg())
        .isEqualTo("k3s would be restarted");
    assertThat(hosts).allSatisfy(host -> assertThat(restarted(host)).isEmpty());
    assertThat(trusts(plain)).isFalse();
    assertThat(cluster.calls()).allMatch(call -> call.startsWith("get "));

    cluster.set("late", "late", "4");
    PlaybookRun first = play(everyNode);
    assertSucceeds(first);
    assertThat(trusts(plain)).isTrue();
    assertThat(restarted(plain)).containsExactly("containerd");
    assertThat(first.result("cut-off", "Trust the registry's CA").status()).isEqualTo(Status.OK);
    assertThat(restarted(cutOff)).containsExactly("k3s");
    assertThat(restarted(cordoned)).containsExactlyInAnyOrder("crio", "k3s-agent");
    assertThat(restarted(late)).containsExactly("rke2-agent");
    List<String> calls = cluster.calls();
    assertThat(calls)
        .contains("cordon plain", "uncordon plain", "cordon late", "uncordon late")
        .doesNotContain("cordon cordoned", "uncordon cordoned", "get Plain");
    // One look before the restart, and after it three reports that are too old.
    assertThat(calls.stream().filter("get late"::equals)).hasSizeGreaterThan(4);

    PlaybookRun again = play(everyNode);
    assertSucceeds(again);
    assertThat(again.recap().values())
        .allSatisfy(counts -> assertThat(counts).containsEntry("changed", 0));
    assertThat(hosts).allSatisfy(host -> assertThat(restarted(host)).hasSizeLessThan(3));
    assertThat(restarted(plain)).hasSize(1);
    assertThat(cluster.calls()).allMatch(call -> call.startsWith("get "));
    assertThat(cluster.has("cordoned", "unschedulable")).isTrue();
  }

  @Test
  void aRestartThatFailedIsRepeatedAndUntilThenTheRestWaits() throws Exception {
    TestHost broken = node("broken", "containerd");
    TestHost next = node("next", "containerd");
    broken.run("touch /units/containerd/broken");

    assertFails(play("cordon=true"), "broken", "Job for containerd.service failed");
    assertThat(restarted(broken)).containsExactly("containerd");
    assertThat(trusts(next)).isFalse();

    broken.run("rm /units/containerd/broken");
    PlaybookRun mended = play();

    assertSucceeds(mended);
    assertThat(mended.result("broken", "Trust the registry's CA").status()).isEqualTo(Status.OK);
    assertThat(restarted(broken)).hasSize(2);
    assertThat(broken.readFile("/units/containerd/state")).isEqualTo("active\n");
    assertThat(restarted(next)).containsExactly("containerd");
    assertThat(cluster.calls()).containsOnlyOnce("cordon broken", "uncordon broken");
  }

  @Test
  void aNodeWhoseKubeletDoesNotReportStopsThePlay() throws Exception {
    TestHost silent = node("silent", "containerd");
    TestHost next = node("next", "containerd");
    cluster.set("silent", "late", "100");

    assertFails(
        play(IMPATIENT),
        "silent",
        "node/silent is not ready, or its kubelet has not reported since");
    assertThat(restarted(silent)).containsExactly("containerd");

    cluster.set("silent", "late", "0");
    cluster.set("silent", "ready", "False");
    assertFails(play(IMPATIENT), "silent", "node/silent is not ready");
    assertThat(restarted(silent)).hasSize(1);
    assertThat(trusts(next)).isFalse();
  }

  @Test
  void aNodeThatIsUnreachableStopsItsBatchAndTheRest() throws Exception {
    cluster.unreachableNode("gone");
    TestHost same = node("same-batch", "containerd");
    TestHost next = node("next-batch", "containerd");

    assertFails(play("batches=2"), "gone", "Connection refused");
    assertThat(restarted(same)).isEmpty();
    assertThat(trusts(next)).isFalse();
  }

  @Test
  void dockerIsNotRestartedUnasked() throws Exception {
    TestHost node = node("node1", "docker", "containerd", "k3s-blue");

    assertFails(play(), "node1", "its restart would stop its containers unless live-restore is on");
    assertSucceeds(play("{\"runtime_units\": []}"));
    assertThat(restarted(node)).isEmpty();
    assertSucceeds(play("runtime_units=docker,k3s-blue,k3s"));
    assertThat(restarted(node)).containsExactly("docker", "k3s-blue");
  }

  @Test
  void withoutARuntimeNothingIsCalledWell() throws Exception {
    node("node1");

    assertFails(play(), "node1", "none of containerd, crio, docker, k3s, k3s-agent");
  }

  @Test
  void aGroupThatIsNowhereIsNoSuccess() throws Exception {
    node("node1", "containerd");

    assertFails(
        play("nodes=workers"),
        "localhost",
        "no host of the inventory matches 'workers'; name the nodes' group or pattern");
  }

  @Test
  void saysWhichVariablesAreNeededBeforeAnythingIsTouched() throws Exception {
    TestHost node = node("node1", "containerd");
    String usage =
        "registry and registry_ca are needed, such as: ansible-playbook -i inventory.ini"
            + " hosttrust.trust.kubernetes -e registry=harbor.example.com -e registry_ca=pki/ca.crt";

    assertFails(cluster.play(), "node1", usage);
    assertFails(cluster.play("-e", REGISTRY), "node1", usage);
    assertThat(cluster.calls()).isEmpty();
    assertFails(
        play("node_name=ip-10-0-0-1"),
        "node1",
        "nodes \\\"ip-10-0-0-1\\\" not found; if the node's name is another one in the cluster, set"
            + " the variable node_name");
    assertThat(trusts(node)).isFalse();
  }

  /** The task that docs/ansible.md recommends to whoever writes a play of their own. */
  @Test
  void theTaskOfTheUserPageIsNotLostEither() throws Exception {
    TestHost node = node("node1", "containerd");
    String page = Files.readString(Path.of("../docs/ansible.md"));
    int start = page.indexOf("- name: Restart containerd if it started before");
    String task = page.substring(start, page.indexOf("```", start));
    String play = "- hosts: all\n  gather_facts: false\n  tasks:\n" + task.indent(4);
    node.run("touch /etc/ssl/certs/ca-certificates.crt /units/containerd/broken");

    assertThat(cluster.control().play(play).exitCode()).isEqualTo(2);
    node.run("rm /units/containerd/broken");
    PlaybookRun mended = cluster.control().play(play);
    PlaybookRun again = cluster.control().play(play);

    assertThat(mended.result("node1").status()).as(mended.out()).isEqualTo(Status.CHANGED);
    assertThat(again.result("node1").status()).as(again.out()).isEqualTo(Status.OK);
    assertThat(restarted(node)).hasSize(2);
  }
}
