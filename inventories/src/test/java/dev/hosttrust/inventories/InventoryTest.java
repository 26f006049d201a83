package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.inventories.problems.InventoryException;
import dev.hosttrust.inventories.problems.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {

  @TempDir Path directory;

  @Test
  void readsGroupsHostsAndTheirVariables() throws IOException {
    write(
        "hosts",
        """
        [web]
        web[1:2].example.com ansible_user=deploy
        [web:vars]
        ansible_port=2222
        """);

    Inventory inventory = Inventory.read(List.of("hosts"), directory);

    assertThat(inventory.hosts())
        .extracting(InventoryHost::name)
        .containsExactly("web1.example.com", "web2.example.com");
    ConnectionVariables connection = ConnectionVariables.of(inventory.hosts().getFirst());
    assertThat(connection.user()).isEqualTo("deploy");
    assertThat(connection.port()).isEqualTo(2222);
    assertThat(connection.address()).isEqualTo("web1.example.com");
  }

  @Test
  void readsAListOfHosts() {
    Inventory inventory = Inventory.read(List.of("node1,node2:2222"), directory);

    assertThat(inventory.hosts()).extracting(InventoryHost::name).containsExactly("node1", "node2");
    assertThat(inventory.hosts().getLast().variables().get("ansible_port")).isEqualTo(2222L);
  }

  @Test
  void showsAllProblemsOfAllSourcesTogether() throws IOException {
    write("one", "[web:vars]\nx=1\n[db]\nh1 oops\n");
    write("two.yml", "all:\n  hosts: [a]\n");

    assertThatThrownBy(() -> Inventory.read(List.of("one", "two.yml", "three"), directory))
        .isInstanceOfSatisfying(
            InventoryException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::toString)
                    .containsExactly(
                        "one:4:4: after a host, write name=value, not oops",
                        "one:1:1: [web:vars] is for a group that is declared nowhere; add a section"
                            + " [web]",
                        "two.yml:2:10: hosts of group all must be a dictionary, not a list",
                        "three: there is no such file"));
  }

  @Test
  void refusesAnInventoryWithoutAnyHost() throws IOException {
    write("hosts", "# nothing yet\n");

    assertThatThrownBy(() -> Inventory.read(List.of("hosts"), directory))
        .isInstanceOf(InventoryException.class)
        .hasMessage("hosts: the inventory names no host at all");
  }

  @Test
  void namesTheNearestWhereAPatternMatchesNothing() throws IOException {
    write("hosts", "[webservers]\nweb1\n");
    Inventory inventory = Inventory.read(List.of("hosts"), directory);

    assertThatThrownBy(() -> inventory.select("webserver"))
        .isInstanceOf(InventoryException.class)
        .hasMessage("pattern: 'webserver' matches no host; did you mean webservers?");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
