// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.inventories.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inventory files with {@code plugin: hosttrust.kubernetes_nodes}. */
class NodesFileTest {

  @TempDir private Path home;

  private NodesServer server;

  @BeforeEach
  void start() throws Exception {
    server = NodesServer.start(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aFileSaysWhichNodesAndHowToReachThem() throws IOException {
    write(
        "clusters/nodes.yml",
        """
        plugin: hosttrust.kubernetes_nodes
        kubeconfig: ../kubeconfig
        context: prod
        selector: env in (a, b),!gpu
        field_selector: spec.unschedulable!=true
        address: [ExternalIP, InternalIP]
        address_family: ipv6
        group: prod
        pool_label: example.com/rack
        user: core
        vars:
          ansible_become: true
          hosttrust_ca: prod.crt
        """);
    write("clusters/group_vars/workers.yml", "ansible_user: worker\n");
    server.serve(
        List.of(
            NodesServer.node(
                "cp1", "10.0.0.1", "2001:db8::1", "\"node-role.kubernetes.io/master\": \"\""),
            NodesServer.node(
                "node1", "10.0.0.11", "2001:db8::11", "\"example.com/rack\": \"r-1\"")));

    List<InventoryHost> hosts = TestInventories.select(read("clusters/nodes.yml"), "prod");

    assertThat(addresses(hosts)).containsExactly("2001:db8::1", "2001:db8::11");
    assertThat(hosts.stream().map(host -> ConnectionVariables.of(host, false)))
        .allMatch(connection -> connection.become().enabled())
        .extracting(ConnectionVariables::user)
        .containsExactly("core", "worker");
    assertThat(hosts.getLast().groups()).contains("pool_r_1");
    assertThat(server.requests().getLast())
        .isEqualTo(
            "/api/v1/nodes?fieldSelector=spec.unschedulable%21%3Dtrue"
                + "&labelSelector=env+in+%28a%2C+b%29%2C%21gpu&limit=500");
  }

  @Test
  void allThatIsWrongInAFileIsSaidBeforeKubectlIsAsked() throws IOException {
    write(
        "wrong.yml",
        """
        plugin: hosttrust.kubernetes_nodes
        selctor: a=b
        address: [InternalIP, Public]
        address_family: 6
        timeout: 0
        user: ""
        vars: [a]
        """);

    assertThatThrownBy(() -> read("wrong.yml"))
        .hasMessage(
            """
            wrong.yml:2:1: selctor is no setting of hosttrust.kubernetes_nodes, which has plugin, context, kubeconfig, selector, field_selector, timeout, address, address_family, group, pool_label, user, vars; variables go under vars
            wrong.yml:5:10: timeout must be a number of seconds from 1 to 600
            wrong.yml:3:10: address must be of InternalIP, ExternalIP, Hostname, InternalDNS, ExternalDNS, not 'Public'
            wrong.yml:4:17: address_family must be a text that is not empty, or be left out
            wrong.yml:6:7: user must be a text that is not empty, or be left out
            wrong.yml:7:7: vars must be a dictionary of variables, not a list""");
    assertThat(server.requests()).isEmpty();
  }

  /** Without {@code $KUBECONFIG}. */
  private Inventory read(String file) {
    Map<String, String> environment =
        Map.of("PATH", System.getenv("PATH"), "HOME", home.toString());
    return Inventory.read(
        List.of(file),
        new Surroundings(home, home, environment, InputStream.nullInputStream()),
        Vault.locked());
  }

  private void write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static List<String> addresses(List<InventoryHost> hosts) {
    return hosts.stream().map(host -> ConnectionVariables.of(host, false).address()).toList();
  }
}
