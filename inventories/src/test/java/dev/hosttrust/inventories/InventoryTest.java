// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.inventories.vars.ExtraVars;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Warning;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    Inventory inventory = TestInventories.read(List.of("hosts"), directory);

    assertThat(inventory.hosts())
        .extracting(InventoryHost::name)
        .containsExactly("web1.example.com", "web2.example.com");
    ConnectionVariables connection = ConnectionVariables.of(inventory.hosts().getFirst(), false);
    assertThat(connection.user()).isEqualTo("deploy");
    assertThat(connection.port()).isEqualTo(2222);
    assertThat(connection.address()).isEqualTo("web1.example.com");
  }

  @Test
  void readsAListOfHosts() {
    Inventory inventory = TestInventories.read(List.of("node1,node2:2222"), directory);

    assertThat(inventory.hosts()).extracting(InventoryHost::name).containsExactly("node1", "node2");
    assertThat(inventory.hosts().getLast().variables().get("ansible_port")).isEqualTo(2222L);
  }

  @Test
  void showsAllProblemsOfAllSourcesTogether() throws IOException {
    write("one", "[web:vars]\nx=1\n[db]\nh1 oops\n");
    write("two.yml", "all:\n  hosts: [a]\n");

    assertThatThrownBy(() -> TestInventories.read(List.of("one", "two.yml", "three"), directory))
        .isInstanceOfSatisfying(
            ProblemsException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::toString)
                    .containsExactly(
                        "one:4:4: after a host, write name=value; quote a value that has blanks in it",
                        "one:1:1: [web:vars] is for a group that is declared nowhere; add a section"
                            + " [web]",
                        "two.yml:2:10: hosts of group all must be a dictionary, not a list",
                        "three: there is no such file or directory; for the host of this name, write -i"
                            + " three,"));
  }

  @Test
  void refusesAnInventoryWithoutAnyHost() throws IOException {
    write("hosts", "# nothing yet\n");

    assertThatThrownBy(() -> TestInventories.read(List.of("hosts"), directory))
        .isInstanceOf(ProblemsException.class)
        .hasMessage("hosts: the inventory names no host at all");
  }

  @Test
  void asksForASourceWhereThereIsNone() {
    assertThatThrownBy(() -> TestInventories.read(List.of(), directory))
        .isInstanceOf(ProblemsException.class)
        .hasMessage("inventory: no source is given; write -i FILE or -i HOST,");
  }

  @Test
  void warnsOfAPartOfAPatternThatMatchesNothing() throws IOException {
    write("hosts", "[web]\nweb1\n[empty]\n");
    Inventory inventory = TestInventories.read(List.of("hosts"), directory);
    Findings findings = new Findings();

    assertThat(inventory.select("web,wbe,empty", findings)).hasSize(1);
    assertThat(findings.warnings())
        .extracting(Warning::message)
        .containsExactly("'wbe' matches no host; did you mean web?");
  }

  @Test
  void extraVariablesWinOverAllOthers() throws IOException {
    write("hosts", "web1 ansible_user=a x=1\n");
    InventoryHost host = TestInventories.read(List.of("hosts"), directory).hosts().getFirst();

    InventoryHost changed =
        host.with(TestInventories.extraVars(List.of("ansible_user=b"), directory));

    assertThat(ConnectionVariables.of(changed, false).user()).isEqualTo("b");
    assertThat(changed.variables().get("x")).isEqualTo(1L);
    assertThat(changed.groups()).containsExactly("ungrouped");
  }

  @Test
  void warnsOfWhatIsProbablyNotMeant() throws IOException {
    write(
        "hosts.yml", "web-1:\n  hosts: {web-1: , h1: {a: 1, a: 2}}\n  hostz: {h2: }\nnote: text\n");

    assertThat(TestInventories.read(List.of("hosts.yml"), directory).warnings())
        .extracting(Warning::message)
        .containsExactly(
            "hosts.yml:2:31: the key a is there twice; the last one counts",
            "hosts.yml:1:1: the group name web-1 has characters other than letters, digits and _; it"
                + " is kept, as Ansible does",
            "hosts.yml:3:3: hostz in group web-1 is skipped: only hosts, vars and children belong"
                + " there",
            "hosts.yml:4:1: note is skipped: a group is a dictionary of hosts, vars and children,"
                + " this is a text",
            "inventory: there is both a group and a host named web-1; as in Ansible, variables of the"
                + " host are set on the group");
  }

  @Test
  void namesTheNearestWhereAPatternMatchesNothing() throws IOException {
    write("hosts", "[webservers]\nweb1\n");
    Inventory inventory = TestInventories.read(List.of("hosts"), directory);

    assertThatThrownBy(() -> TestInventories.select(inventory, "webserver"))
        .isInstanceOf(ProblemsException.class)
        .hasMessage("pattern: 'webserver' matches no host; did you mean webservers?");
  }

  @Test
  void seesTheGivenSurroundingsAndNoOthers() throws IOException {
    Path home = Files.createDirectory(directory.resolve("home"));
    write("home/hosts", "h1 ansible_user=\"{{ lookup('env', 'WHO') }}\"\n");
    write("home/port.yml", "ansible_port: 2222\n");
    var surroundings =
        new Surroundings(directory, home, Map.of("WHO", "deploy"), InputStream.nullInputStream());

    InventoryHost host =
        Inventory.read(List.of("~/hosts"), surroundings, Vault.locked())
            .hosts()
            .getFirst()
            .with(ExtraVars.parse(List.of("@~/port.yml"), surroundings.paths(), Vault.locked()));

    ConnectionVariables connection = ConnectionVariables.of(host, false);
    assertThat(connection.user()).isEqualTo("deploy");
    assertThat(connection.port()).isEqualTo(2222);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
