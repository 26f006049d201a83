// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.inventories.connection.BecomeVariables;
import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.inventories.values.Variables;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares extra variables and the meaning of connection variables with the real ansible-core. */
class AnsibleVariablesIT {

  private static final Corpus CORPUS = Corpus.written();
  private static final String EXTRA = "extra-vars";
  private static final String CONNECTION = "connection";

  private final AnsibleReference ansible = AnsibleReference.ask();

  static List<String> extraVars() {
    return List.copyOf(AnsibleReference.ask().extraVars(EXTRA).propertyNames());
  }

  static List<String> hosts() {
    return List.copyOf(AnsibleReference.ask().connections(CONNECTION).propertyNames());
  }

  @ParameterizedTest
  @MethodSource("extraVars")
  void readsTheSameExtraVariables(String line) {
    JsonNode expected = ansible.extraVars(EXTRA).path(line);

    if (AnsibleDifferences.contain(EXTRA + " " + line)) {
      assertThat(parse(line)).isNotEqualTo(expected);
    } else {
      assertThat(parse(line)).isEqualTo(expected);
    }
  }

  private static JsonNode parse(String line) {
    var json = new JsonMapper();
    List<String> arguments = json.readTree(line).valueStream().map(JsonNode::asString).toList();
    try {
      Variables variables = TestInventories.extraVars(arguments, CORPUS.root().resolve(EXTRA));
      return json.readTree(InventoryJson.host(TestInventories.host("any", variables), false));
    } catch (ProblemsException e) {
      return json.getNodeFactory().stringNode("refused");
    }
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void connectsToHostsTheSameWay(String name) {
    JsonNode expected = ansible.connections(CONNECTION).path(name);

    ConnectionVariables actual = ConnectionVariables.of(host(name), false);

    assertThat(actual.address()).isEqualTo(text(expected.path("host")));
    assertThat(string(actual.port())).isEqualTo(text(expected.path("port")));
    assertThat(actual.user()).isEqualTo(text(expected.path("remote_user")));
    assertThat(reveal(actual.password())).isEqualTo(text(expected.path("password")));
    assertThat(actual.privateKeyFile()).isEqualTo(text(expected.path("private_key_file")));
    assertThat(actual.sshArgs().values().stream().flatMap(List::stream).toList())
        .isEqualTo(expected.path("args").valueStream().map(JsonNode::asString).toList());
    assertThat(!Boolean.FALSE.equals(actual.hostKeyChecking()))
        .isEqualTo(expected.path("host_key_checking").asBoolean());
    assertThat(actual.become().enabled()).isEqualTo(expected.path("become").asBoolean());
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void becomesRootTheSameWay(String name) {
    JsonNode expected = ansible.connections(CONNECTION).path(name);
    BecomeVariables become =
        ConnectionVariables.of(
                host(name)
                    .with(
                        TestInventories.extraVars(List.of("{ansible_become: yes}"), CORPUS.root())),
                false)
            .become();

    assertThat(Objects.requireNonNullElse(become.user(), "root"))
        .isEqualTo(text(expected.path("become_user")));
    assertThat(reveal(become.password())).isEqualTo(text(expected.path("become_pass")));
    assertThat(Objects.requireNonNullElse(become.exe(), "sudo"))
        .isEqualTo(text(expected.path("become_exe")));
    assertThat(Objects.requireNonNullElse(become.flags(), "-H -S -n"))
        .isEqualTo(text(expected.path("become_flags")));
  }

  private static InventoryHost host(String name) {
    return TestInventories.select(CORPUS.read(CONNECTION), name).getFirst();
  }

  private static @Nullable String reveal(@Nullable Secret secret) {
    return secret == null ? null : secret.reveal();
  }

  private static @Nullable String string(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /** Python's {@code str}; Ansible leaves it to the command line to make texts of options. */
  private static @Nullable String text(JsonNode node) {
    return node.isNull()
        ? null
        : node.isBoolean() ? (node.asBoolean() ? "True" : "False") : node.asString();
  }
}
