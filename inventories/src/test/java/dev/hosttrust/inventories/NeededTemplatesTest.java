// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.inventories.connection.TrustVariables;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates where a connection or the trust needs a value, and where nothing does. */
class NeededTemplatesTest {

  @TempDir Path directory;

  @Test
  void connectionVariablesMayNameOthers() throws IOException {
    InventoryHost host =
        host(
            """
            [gate]
            gate1 ansible_host=192.0.2.1
            [nodes]
            node1 number=7 ports="[22, 2222]"
            [nodes:vars]
            ansible_host="10.0.0.{{ number }}"
            ansible_port="{{ ports[1] }}"
            ansible_user="{{ nobody | default('admin') }}"
            ansible_password="{{ 'a' | upper }}{{ secret }}"
            ansible_become="{{ 'yes' | bool }}"
            ansible_ssh_common_args="-o ProxyJump=jump@{{ hostvars[groups['gate'][0]].ansible_host }}"
            secret="{not a template"
            hosttrust_registries="{{ names }}"
            hosttrust_name="{{ names | first | regex_replace(':.*', '') }}"
            names="['r.{{ domain }}:5000', 'q.{{ domain }}']"
            unneeded="{{ nope | whatever(1) }}"
            domain=example.com
            """);

    ConnectionVariables connection = ConnectionVariables.of(host, false);
    TrustVariables trust = TrustVariables.of(host);

    assertThat(connection.address()).isEqualTo("10.0.0.7");
    assertThat(connection.port()).isEqualTo(2222);
    assertThat(connection.user()).isEqualTo("admin");
    assertThat(connection.password()).extracting(Secret::reveal).isEqualTo("A{not a template");
    assertThat(connection.become().enabled()).isTrue();
    assertThat(connection.sshArgs().get("ansible_ssh_common_args"))
        .containsExactly("-o", "ProxyJump=jump@192.0.2.1");
    assertThat(trust.registries()).containsExactly("r.example.com:5000", "q.example.com");
    assertThat(trust.name()).isEqualTo("r.example.com");
  }

  @Test
  void extraVariablesAreSeenAlsoThroughHostvars() throws IOException {
    InventoryHost host =
        host("h1 ansible_user=\"{{ hostvars['h2'].who }}\"\nh2 who=\"{{ x }}\" x=1\n")
            .with(TestInventories.extraVars(List.of("x=2"), directory));

    assertThat(ConnectionVariables.of(host, false).user()).isEqualTo("2");
  }

  @Test
  void aProblemNamesTheFileAndTheLine() throws IOException {
    InventoryHost host = host("\n[web]\nh1\n[web:vars]\nansible_user=\"{{ owner }}\"\n");

    assertThatThrownBy(() -> ConnectionVariables.of(host, false))
        .isInstanceOf(ProblemsException.class)
        .hasMessage(
            "hosts:5:1: ansible_user of host h1 is a template: 'owner' is not defined; write the"
                + " value itself");
  }

  @Test
  void whatGrowsBeyondReasonIsRefused() throws IOException {
    var text = new StringBuilder("h1 ansible_user=\"{{ v0 }}\" v30=x");
    for (int i = 0; i < 30; i++) {
      text.append(" v%d=\"{{ v%d }}{{ v%d }}\"".formatted(i, i + 1, i + 1));
    }
    InventoryHost host = host(text + "\n");

    assertThatThrownBy(() -> ConnectionVariables.of(host, false))
        .hasMessageContaining("it takes more than 10000 steps");
  }

  @Test
  void parenthesesBeyondReasonAreRefused() throws IOException {
    String deep = "(".repeat(100) + "1" + ")".repeat(100);
    InventoryHost host = host("h1 ansible_user=\"{{ " + deep + " }}\"\n");

    assertThatThrownBy(() -> ConnectionVariables.of(host, false))
        .hasMessageContaining("nested more than");
  }

  @Test
  void anExpressionBeyondReasonIsRefused() throws IOException {
    InventoryHost host = host("h1 ansible_user=\"{{ a" + ".a".repeat(100_000) + " }}\"\n");

    assertThatThrownBy(() -> ConnectionVariables.of(host, false))
        .hasMessageContaining("it has more than 500 words");
  }

  private InventoryHost host(String inventory) throws IOException {
    Files.writeString(directory.resolve("hosts"), inventory);
    Inventory read = TestInventories.read(List.of("hosts"), directory);
    return TestInventories.select(read, "node1:h1").getFirst();
  }
}
