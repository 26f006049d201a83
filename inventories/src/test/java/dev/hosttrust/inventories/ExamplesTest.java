// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.inventories.connection.ConnectionKind;
import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.inventories.connection.TrustVariables;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.inventories.vault.VaultPassword;
import dev.hosttrust.words.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The inventories that users copy say what their comments promise. */
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("examples");

  @Test
  void kubeadm() {
    Inventory inventory = read("kubeadm", "hosts");

    assertThat(TestInventories.select(inventory, "kubernetes")).hasSize(8);
    assertThat(TestInventories.select(inventory, "control_plane[0]"))
        .singleElement()
        .satisfies(
            host -> {
              ConnectionVariables connection = ConnectionVariables.of(host, false);
              assertThat(host.name()).isEqualTo("cp1.k8s.example.com");
              assertThat(connection.user()).isEqualTo("admin");
              assertThat(connection.privateKeyFile()).isEqualTo("~/.ssh/id_ed25519");
              assertThat(connection.become().enabled()).isTrue();
            });
  }

  @Test
  void kubespray() {
    Inventory inventory = read("kubespray", "hosts.yaml");
    InventoryHost host = TestInventories.select(inventory, "k8s_cluster:&etcd:!node1").getFirst();

    assertThat(ConnectionVariables.of(host, false).address()).isEqualTo("10.3.0.2");
    assertThat(TrustVariables.of(host).registries())
        .containsExactly("registry.example.com", "registry.example.com:5000");
  }

  @Test
  void bastion() {
    InventoryHost host = TestInventories.select(read("bastion", "hosts"), "db.internal").getFirst();
    ConnectionVariables connection = ConnectionVariables.of(host, false);

    assertThat(connection.port()).isEqualTo(2222);
    assertThat(connection.sshArgs()).containsExactly("-o", "ProxyJump=jump@gate.example.com");
    assertThat(connection.become().method()).isEqualTo("sudo");
  }

  @Test
  void vaulted() {
    Path directory = EXAMPLES.resolve("vaulted");
    var vault = new Vault(List.of(new VaultPassword(VaultPassword.DEFAULT_ID, "example")));
    Inventory inventory =
        Inventory.read(List.of("hosts.yml"), TestInventories.surroundings(directory), vault);

    assertThat(ConnectionVariables.of(inventory.hosts().getFirst(), false).become().password())
        .extracting(Secret::reveal)
        .isEqualTo("correct horse battery staple");
  }

  @Test
  void mixed() {
    Inventory inventory = read("mixed", "hosts");
    InventoryHost local = TestInventories.select(inventory, "localhost").getFirst();
    InventoryHost remote = TestInventories.select(inventory, "servers[1]").getFirst();

    assertThat(ConnectionVariables.of(local, false).connection()).isEqualTo(ConnectionKind.LOCAL);
    assertThat(TrustVariables.of(local).name()).isEqualTo("lab.example.com");
    assertThat(ConnectionVariables.of(remote, false).address()).isEqualTo("2001:db8::10");
    assertThat(TrustVariables.of(remote).registries()).hasSize(2);
  }

  /** The real kubectl knows no such context; that a server is asked is in {@link KubectlTest}. */
  @Test
  void kubernetes() {
    Path directory = EXAMPLES.resolve("kubernetes");
    var nobody =
        new Surroundings(
            directory,
            directory,
            Map.of("PATH", System.getenv("PATH"), "KUBECONFIG", "/dev/null"),
            InputStream.nullInputStream());

    assertThatThrownBy(() -> Inventory.read(List.of("nodes.yml"), nobody, Vault.locked()))
        .hasMessageStartingWith("nodes.yml: kubectl says: ")
        .hasMessageContaining("context \"production\" does not exist");
  }

  @Test
  void everyExampleIsOnTheUserPageAndInATestOfItsOwn() throws IOException {
    String page = Files.readString(Path.of("../docs/inventories.md"));
    try (Stream<Path> examples = Files.list(EXAMPLES)) {
      assertThat(examples)
          .allSatisfy(
              example -> {
                String name = example.getFileName().toString();
                assertThat(page).contains("](../inventories/examples/" + name + "/");
                assertThat(ExamplesTest.class.getDeclaredMethod(name)).isNotNull();
              });
    }
  }

  private static Inventory read(String example, String file) {
    return TestInventories.read(List.of(file), EXAMPLES.resolve(example));
  }
}
