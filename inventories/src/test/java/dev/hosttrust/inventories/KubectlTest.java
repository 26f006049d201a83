// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hosttrust.inventories.NodesServer.Mood;
import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.inventories.kubernetes.NodeSource;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Warning;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The nodes of a cluster as hosts: the real kubectl asks a server that speaks the nodes' API. */
class KubectlTest {

  @TempDir private static Path home;

  private static NodesServer server;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    server = NodesServer.start(home);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void serveThree() {
    environment.putAll(server.environment());
    server.answer(Mood.WELL);
    server.serve(
        List.of(
            NodesServer.node(
                "cp1",
                "10.0.0.1",
                "2001:db8::1",
                "\"node-role.kubernetes.io/control-plane\": \"\""),
            NodesServer.node("node1", "10.0.0.11", "2001:db8::11", ""),
            NodesServer.node("node2", "10.0.0.12", "2001:db8::12", "")));
  }

  @Test
  void theNodesOfAClusterAreTheHosts() {
    Inventory inventory = read(null);

    assertThat(addresses(inventory.hosts())).containsExactly("10.0.0.1", "10.0.0.11", "10.0.0.12");
    assertThat(names(TestInventories.select(inventory, "workers")))
        .containsExactly("node1", "node2");
    assertThat(names(TestInventories.select(inventory, "all:!cordoned:!not_ready"))).hasSize(3);
  }

  @Test
  void fiveThousandNodesComePageByPage() {
    server.serve(
        IntStream.range(0, 5000)
            .mapToObj(i -> NodesServer.node("node%04d".formatted(i), "10.0.0.1", "2001:db8::1", ""))
            .toList());
    int before = server.requests().size();

    assertThat(names(read(null).hosts())).hasSize(5000).isSorted().doesNotHaveDuplicates();
    assertThat(server.requests().subList(before, server.requests().size()))
        .hasSize(10)
        .element(9)
        .isEqualTo("/api/v1/nodes?continue=after%2B%2F%3D4500&limit=500");
  }

  @Test
  void aListThatTheClusterForgotIsAskedForAtOnce() {
    server.serve(
        IntStream.range(0, 700)
            .mapToObj(i -> NodesServer.node("n" + i, "10.0.0.1", "2001:db8::1", ""))
            .toList());
    server.answer(Mood.FORGETFUL);

    assertThat(read(null).hosts()).hasSize(700);
    assertThat(server.requests().getLast()).isEqualTo("/api/v1/nodes");
  }

  @Test
  void anInventoryAddsVariablesAndGroupsToNodesOfItsNames() throws IOException {
    write(
        "hosts",
        """
        [gpu]
        node2 ansible_host=192.168.0.12
        bastion
        [gpu:vars]
        ansible_user=gpu
        [cp]
        cp1 jump="{{ hostvars['bastion']['inventory_hostname'] }}"
        """);

    Inventory inventory = read(null, "hosts");

    assertThat(names(inventory.hosts())).containsExactly("cp1", "node1", "node2");
    assertThat(addresses(inventory.hosts()))
        .containsExactly("10.0.0.1", "10.0.0.11", "192.168.0.12");
    assertThat(names(TestInventories.select(inventory, "gpu"))).containsExactly("node2");
    assertThat(inventory.warnings())
        .extracting(Warning::message)
        .containsExactly(
            "inventory: with --kube-nodes only nodes of the cluster are hosts, these are left out:"
                + " bastion");
    assertThatThrownBy(() -> TestInventories.select(inventory, "bastion"))
        .hasMessage("pattern: 'bastion' matches no node of the cluster");
  }

  /** A directory that somebody else may have filled. */
  @Test
  void withoutAPathAProgramOfTheWorkingDirectoryIsNotRun() throws IOException {
    write("kubectl", "#!/bin/sh\n: >was-run\n");
    assertThat(home.resolve("kubectl").toFile().setExecutable(true)).isTrue();
    environment.remove("PATH");

    // Where this machine has a kubectl, that one is asked, and the nodes come.
    var _ = catchThrowable(() -> read(null));

    assertThat(home.resolve("was-run")).doesNotExist();
    Files.delete(home.resolve("kubectl"));
  }

  @Test
  void withoutKubectlTheMessageSaysSo() {
    environment.put("PATH", home.toString());

    assertThatThrownBy(() -> read(null))
        .hasMessage(
            "--kube-nodes: kubectl is not installed, or not in $PATH; install it, or fetch the nodes"
                + " elsewhere: kubectl get nodes -o json | hosttrust ... -i -");
  }

  @Test
  void whatKubectlSaysIsInTheMessageWithARemedy() {
    assertThatThrownBy(() -> read("staging"))
        .hasMessageStartingWith("--kube-nodes staging: kubectl says: ")
        .hasMessageContaining("context \"staging\" does not exist")
        .hasMessageEndingWith("; 'kubectl config get-contexts' lists them");

    environment.put("KUBECONFIG", home.resolve("expired").toString());
    assertThatThrownBy(() -> read("prod"))
        .hasMessageContaining("Unauthorized")
        .hasMessageEndingWith(
            "; log in to the cluster again, the credentials of the context are not valid");

    environment.put("KUBECONFIG", "missing");
    assertThatThrownBy(() -> read(null))
        .hasMessageContaining("localhost:8080")
        .hasMessageEndingWith(
            "; no cluster is configured: set $KUBECONFIG, or name a context of ~/.kube/config");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FORBIDDEN | kubectl says: Error from server (Forbidden): nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope; whoever asks needs the right to list nodes: kubectl auth can-i list nodes
          SAME_PAGE | the cluster answers with the same page again and again
          SILENT | kubectl has no answer after 1 seconds; is this cluster reachable from here? Try it yourself: kubectl --context=prod get nodes
          """)
  void aServerThatGivesNoNodesIsAProblem(Mood mood, String problem) throws IOException {
    server.serve(
        IntStream.range(0, 1200)
            .mapToObj(i -> NodesServer.node("n" + i, "10.0.0.1", "2001:db8::1", ""))
            .toList());
    server.answer(mood);
    int timeout = mood == Mood.SILENT ? 1 : 60;
    write(
        "mood.yml",
        "plugin: hosttrust.kubernetes_nodes\ncontext: prod\ntimeout: %d\n".formatted(timeout));

    assertThatThrownBy(() -> read("mood.yml")).hasMessage("mood.yml: " + problem);
  }

  @Test
  void aClusterWithoutNodesIsAProblem() throws IOException {
    server.serve(List.of());
    write("none.yml", "plugin: hosttrust.kubernetes_nodes\nselector: pool=gpu\n");

    assertThatThrownBy(() -> read(null))
        .hasMessage(
            "--kube-nodes: the cluster has no nodes; is it the right one? Try it yourself: kubectl get"
                + " nodes");
    assertThatThrownBy(() -> read("none.yml"))
        .hasMessage(
            "none.yml: no node is selected; compare the selector with: kubectl get nodes"
                + " --show-labels");
  }

  private Inventory read(@Nullable String contextOrFile, String... sources) {
    boolean isFile = contextOrFile != null && contextOrFile.endsWith(".yml");
    List<String> all = new ArrayList<>(List.of(sources));
    if (isFile) {
      all.add(contextOrFile);
    }
    NodeSource nodes = isFile ? null : NodeSource.ofContext(contextOrFile);
    return Inventory.read(
        nodes,
        all,
        new Surroundings(home, home, environment, InputStream.nullInputStream()),
        Vault.locked());
  }

  private static void write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static List<String> addresses(List<InventoryHost> hosts) {
    return hosts.stream().map(host -> ConnectionVariables.of(host, false).address()).toList();
  }

  private static List<String> names(List<InventoryHost> hosts) {
    return hosts.stream().map(InventoryHost::name).toList();
  }
}
