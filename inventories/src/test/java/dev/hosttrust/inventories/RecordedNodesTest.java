// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.inventories.connection.HostTurn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes of providers and distributions, as {@code kubectl get nodes -o json} prints them. */
class RecordedNodesTest {

  static final Path RECORDED = Path.of("src/test/resources/dev/hosttrust/inventories/kubernetes");

  @TempDir Path directory;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gke | 0 | 10.156.0.5 | arch_amd64 kubernetes_nodes not_served os_image_Container_Optimized_OS_from_Google os_linux pool_default_pool region_europe_west3 runtime_containerd runtime_containerd_1_7_24 workers zone_europe_west3_a
          gke | 1 | 10.156.0.9 | arch_amd64 kubernetes_nodes os_image_Ubuntu_22_04_5_LTS os_linux pool_builders region_europe_west3 runtime_containerd runtime_containerd_1_7_24 workers zone_europe_west3_b
          eks | 1 | 10.0.1.7 | arch_amd64 kubernetes_nodes os_image_Amazon_Linux_2023_6_20250203 os_linux pool_general region_eu_central_1 runtime_containerd runtime_containerd_1_7_25 workers zone_eu_central_1a
          eks | 2 | 10.0.2.9 | arch_arm64 cordoned kubernetes_nodes os_image_Amazon_Linux_2023_6_20250203 os_linux pool_spot_arm64 region_eu_central_1 runtime_containerd runtime_containerd_1_7_25 workers zone_eu_central_1b
          kubeadm | 0 | 10.0.0.11 | arch_amd64 control_plane kubernetes_nodes os_image_Debian_GNU_Linux_12__bookworm_ os_linux runtime_containerd runtime_containerd_1_7_24
          kubeadm | 1 | 10.0.0.21 | arch_amd64 kubernetes_nodes not_ready os_image_Debian_GNU_Linux_12__bookworm_ os_linux runtime_cri_o runtime_cri_o_1_31_3 workers
          kubeadm | 2 | 10.0.0.22 | arch_amd64 kubernetes_nodes os_image_Flatcar_Container_Linux_by_Kinvolk_4081_2_1__Oklo_ os_linux role_worker runtime_containerd runtime_containerd_1_7_21 workers
          k3s | 0 | 192.168.1.10 | arch_arm64 control_plane kubernetes_nodes os_image_Raspbian_GNU_Linux_12__bookworm_ os_linux role_etcd runtime_containerd runtime_containerd_1_7_23_k3s2
          windows | 0 | 10.224.0.8 | arch_amd64 kubernetes_nodes not_served os_image_Windows_Server_2022_Datacenter os_windows pool_win region_westeurope runtime_containerd runtime_containerd_1_7_20_azure workers zone_westeurope_1
          windows | 1 | 10.224.0.4 | arch_amd64 kubernetes_nodes os_image_Ubuntu_22_04_5_LTS os_linux pool_nodepool1 region_westeurope runtime_containerd runtime_containerd_1_7_25_1 workers zone_westeurope_2
          """)
  void haveAddressesAndGroups(String file, int index, String address, String groups) {
    InventoryHost host = read(file).get(index);

    assertThat(ConnectionVariables.of(host, false).address()).isEqualTo(address);
    assertThat(host.groups()).containsExactly(groups.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gke | 0 | privateRegistryAccessConfig
          eks | 0 | Fargate
          talos | 0 | TrustedRootsConfig
          bottlerocket | 0 | apiclient set pki.
          windows | 0 | Cert:\\LocalMachine\\Root
          """)
  void thoseThatSshCannotServeSayWhatToDo(String file, int index, String remedy) {
    assertThat(HostTurn.of(read(file).get(index)).notServed()).contains(remedy);
  }

  @Test
  void thoseThatAreNotReadyOrCordonedComeLast() {
    assertThat(whyLast("kubeadm")).containsExactly("", "not ready", "", "not ready, cordoned");
    assertThat(whyLast("eks")).contains("", "cordoned");
  }

  /** Why each node comes last; empty for one that does not. */
  private List<String> whyLast(String file) {
    return read(file).stream()
        .map(HostTurn::of)
        .map(turn -> turn.last() ? String.valueOf(turn.reason()) : "")
        .toList();
  }

  @Test
  void theZoneIsAVariable() {
    assertThat(read("gke").getLast().variables().get("hosttrust_zone")).isEqualTo("europe-west3-b");
  }

  @Test
  void whatKubectlPrintsOfThemIsReadFromStandardInputToo() throws IOException {
    String printed =
        Files.readString(file("k3s"))
            .replace("\"NodeList\"", "\"List\"")
            .replace(
                "\"metadata\": {\n    \"name\"", "\"kind\": \"Node\", \"metadata\": {\n\"name\"");

    assertThat(names(piped(printed).hosts())).containsExactly("server1", "agent1");
  }

  @Test
  void aSingleNodeIsOneHost() {
    String node =
        """
        {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n1"},
         "status": {"addresses": [{"type": "InternalIP", "address": "10.0.0.1"}]}}
        """;

    assertThat(names(piped(node).hosts())).containsExactly("n1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod"}]} | this is what kubectl prints (kind List of Pod), not an inventory; of what it prints, only nodes are hosts: kubectl get nodes -o json
          {"apiVersion": "v1", "kind": "Config"} | this is what kubectl prints (kind Config), not an inventory; of what it prints, only nodes are hosts: kubectl get nodes -o json
          {"apiVersion": "v1", "kind": "List", "items": []} | the list that kubectl printed is empty; does its selector fit?
          {"apiVersion": "v1", "kind": "NodeList", "metadata": {"continue": "x"}, "items": []} | this is only a part of the nodes; use --kube-nodes, or kubectl get nodes -o json
          {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "{{ x }}"}} | '{{ x }}' is no name of a node; use what kubectl prints
          """)
  void otherObjectsAreNoHosts(String printed, String problem) {
    assertThatThrownBy(() -> piped(printed)).hasMessage("standard input: " + problem);
  }

  @Test
  void aNodeWithoutAnInternalAddressNeedsOne() {
    String node =
        """
        {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "edge1"}, "status": {"addresses": [
          {"type": "Hostname", "address": "edge1.example.com"},
          {"type": "InternalIP", "address": "{{ lookup('file', '/etc/passwd') }}"}]}}
        """;
    InventoryHost host = piped(node).hosts().getFirst();

    assertThat(HostTurn.of(host).notServed())
        .startsWith("the node has no InternalIP address, it has Hostname; name the types to take");
    assertThatThrownBy(() -> ConnectionVariables.of(host, false))
        .hasMessage(
            "host edge1: it is not known where to connect to: the node has no InternalIP address, it"
                + " has Hostname; name the types to take with 'address' in a file with"
                + " 'plugin: hosttrust.kubernetes_nodes', or set ansible_host");
  }

  @Test
  void aFileOfThemIsAnInventoryBesideOthers() throws IOException {
    Files.copy(file("k3s"), directory.resolve("nodes.json"));
    Files.writeString(
        directory.resolve("more"), "[control_plane:vars]\nansible_user=pi\n[control_plane]\n");

    Inventory inventory = TestInventories.read(List.of("nodes.json", "more"), directory);

    assertThat(
            TestInventories.select(inventory, "control_plane").stream()
                .map(host -> ConnectionVariables.of(host, false).user()))
        .containsExactly("pi");
  }

  private static Path file(String name) {
    return RECORDED.resolve(name + ".json");
  }

  private List<InventoryHost> read(String name) {
    return TestInventories.read(List.of(file(name).toAbsolutePath().toString()), directory).hosts();
  }

  private Inventory piped(String text) {
    return TestInventories.readPiped(text.getBytes(StandardCharsets.UTF_8), directory);
  }

  private static List<String> names(List<InventoryHost> hosts) {
    return hosts.stream().map(InventoryHost::name).toList();
  }
}
