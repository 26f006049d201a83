// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.inventories.TestInventories;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionVariablesTest {

  @Test
  void aPasswordShowsInNoText() {
    InventoryHost host =
        host(
            "{ansible_password: s3cret, ansible_become: true, ansible_become_password: s3cret, u: !unsafe s3cret}");
    ConnectionVariables connection = ConnectionVariables.of(host, false);

    assertThat(connection.password()).extracting(Secret::reveal).isEqualTo("s3cret");
    assertThat(connection.toString() + host + host.variables().find("ansible_password"))
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh", "smart", "paramiko", "paramiko_ssh", "ansible.builtin.ssh"})
  void allKindsOfSshAreSsh(String kind) {
    assertThat(
            ConnectionVariables.of(host("{ansible_connection: " + kind + "}"), false).connection())
        .isEqualTo(ConnectionKind.SSH);
  }

  @Test
  void aLocalConnectionNeedsNothingElse() {
    ConnectionVariables connection =
        ConnectionVariables.of(
            host("{ansible_connection: local, ansible_host: '{{ x }}', ansible_port: oops}"),
            false);

    assertThat(connection.connection()).isEqualTo(ConnectionKind.LOCAL);
    assertThat(connection.address()).isEqualTo("h1");
  }

  @Test
  void whatTheConnectionDoesNotNeedMayHoldAnything() {
    InventoryHost host =
        host(
            "{motd: '{{ x }}', v: !vault abc, ansible_become_password: '{{ vault_sudo }}',"
                + " ansible_become_method: !vault abc}");

    assertThat(ConnectionVariables.of(host, false).become().enabled()).isFalse();
    assertThatThrownBy(() -> ConnectionVariables.of(host, true))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("ansible_become_password of host h1 is a template")
        .hasMessageContaining("ansible_become_method of host h1 is vaulted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ansible_connection: winrm | ansible_connection of host h1 is winrm, which is not supported; use ssh, paramiko, smart or local
          ansible_host: '{{ x }}' | ansible_host of host h1 is a template: 'x' is not defined; write the value itself
          ansible_host: '{% if x %}{% endif %}' | ansible_host of host h1 is a template: 'x' is not defined; write the value itself
          ansible_host: '{% for x in y %}{% endfor %}' | ansible_host of host h1 is a template: {% for %} is not supported in templates here; write the value itself, which 'ansible h1 -m debug -a var=ansible_host' shows
          ansible_host: '{{ lookup("passwordstore", "h1") }}' | ansible_host of host h1 is a template: lookup('passwordstore') is not supported in templates here; write the value itself, which 'ansible h1 -m debug -a var=ansible_host' shows
          ansible_host: '{{ lookup("file", "nope.txt") }}' | ansible_host of host h1 is a template: lookup('file') does not find the file 'nope.txt'; write the value itself
          ansible_host: '{{ a }}', a: '{{ b }}.', b: '{{ x }}' | ansible_host of host h1 is a template: 'x' is not defined, which 'b' needs, which 'a' needs; write the value itself
          ansible_host: '{{ a }}', a: '{{ b }}', b: '{{ ansible_host }}' | ansible_host of host h1 is a template: it leads back to itself: ansible_host -> a -> b -> ansible_host; write the value itself
          ansible_host: '{{ a }}', a: [b] | ansible_host of host h1 must be a text
          ansible_port: '{{ a }}', a: 70000 | ansible_port of host h1 must be a number from 1 to 65535, not '70000'
          ansible_user: '{{ a() }}' | ansible_user of host h1 is a template: a call is not supported in templates here; write the value itself, which 'ansible h1 -m debug -a var=ansible_user' shows
          ansible_user: '{{ a' | ansible_user of host h1 is a template: the braces {{ are not closed; write the value itself
          ansible_host: '' | ansible_host of host h1 is empty; give an address, or leave it out
          ansible_port: 70000 | ansible_port of host h1 must be a number from 1 to 65535, not '70000'
          ansible_port: ssh | ansible_port of host h1 must be a number from 1 to 65535, not 'ssh'
          ansible_user: [a] | ansible_user of host h1 must be a text
          ansible_become: perhaps | ansible_become of host h1 must be true or false, not 'perhaps'
          ansible_ssh_common_args: '-o "x' | ansible_ssh_common_args of host h1 cannot be split into words: the quote " is not closed
          ansible_password: !vault "$ANSIBLE_VAULT;1.1;AES256 61" | ansible_password of host h1 is vaulted but its text is damaged; vault it again
          """)
  void saysWhichVariableOfWhichHostIsWrong(String variable, String message) {
    assertThatThrownBy(() -> ConnectionVariables.of(host("{" + variable + "}"), false))
        .isInstanceOf(ProblemsException.class)
        .hasMessageEndingWith(": " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          "'{{ hunter2 }}'" | it names something that is not defined
          "'{{ hunter2'" | its syntax is wrong, or it leads too far
          "'{{ lookup(''hunter2'') }}'" | it uses something that is not supported in templates here
          "'{{ a }}', a: '{{ hunter2 }}'" | it names something that is not defined
          """)
  void noPartOfAPasswordIsInAMessage(String password, String reason) {
    assertThatThrownBy(
            () -> ConnectionVariables.of(host("{ansible_password: %s}".formatted(password)), false))
        .hasMessageEndingWith(
            ": ansible_password of host h1 is a template that cannot be resolved: %s (its text is not"
                + " shown, as it may be a password); write the password itself, with !unsafe in front"
                + " if it has braces",
            reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''",
        "'{{ lookup(\"env\", \"HOSTTRUST_IS_NOT_THERE\") }}'",
        "'{{ nope | default(omit) }}'",
        "'{{ nope | default(\"\") }}'"
      })
  void anEmptyPasswordIsNone(String password) {
    ConnectionVariables connection =
        ConnectionVariables.of(
            host(
                "{ansible_password: %1$s, ansible_become: true, ansible_become_password: %1$s}"
                    .formatted(password)),
            false);

    assertThat(connection.password()).isNull();
    assertThat(connection.become().password()).isNull();
  }

  @Test
  void whatIsOmittedLeavesTheWordToTheNextName() {
    ConnectionVariables connection =
        ConnectionVariables.of(
            host(
                "{ansible_ssh_user: '{{ nope | default(omit) }}', ansible_user: deploy,"
                    + " ansible_port: '{{ nope | default(omit) }}', sudo_pw: x, ansible_become: true,"
                    + " ansible_become_password: '{{ sudo_pw | default(omit) }}'}"),
            false);

    assertThat(connection.user()).isEqualTo("deploy");
    assertThat(connection.port()).isNull();
    assertThat(connection.become().password()).extracting(Secret::reveal).isEqualTo("x");
  }

  @Test
  void aVariableBeatsTheBecomeFlag() {
    assertThat(ConnectionVariables.of(host("{}"), true).become().enabled()).isTrue();
    assertThat(ConnectionVariables.of(host("{ansible_become: no}"), true).become().enabled())
        .isFalse();
  }

  @Test
  void readsTheOptionsOfAnotherBecomeMethod() {
    BecomeVariables become =
        ConnectionVariables.of(
                host(
                    "{ansible_become: yes, ansible_become_method: community.general.doas,"
                        + " ansible_become_user: x, ansible_doas_user: y}"),
                false)
            .become();

    assertThat(become.user()).isEqualTo("y");
  }

  @Test
  void readsTrustSettings() {
    assertThat(
            TrustVariables.of(
                host(
                    "{hosttrust_ca: ca.crt, hosttrust_registries: [r1, 'r2:5000'], hosttrust_name:"
                        + " r1, hosttrust_stores: 'system,containerd'}")))
        .isEqualTo(
            new TrustVariables(
                new FileVariable(
                    "ca.crt",
                    "hosttrust_ca of host h1 (extra variables:1:16)",
                    "extra variables",
                    null),
                List.of("r1", "r2:5000"),
                "r1",
                null,
                List.of("system", "containerd")));
    assertThat(TrustVariables.of(host("{hosttrust_registries: 'r1, r2:5000'}")).registries())
        .containsExactly("r1", "r2:5000");
    assertThat(TrustVariables.of(host("{}")).registries()).isEmpty();
  }

  private static InventoryHost host(String variables) {
    return TestInventories.host("h1", TestInventories.extraVars(List.of(variables), Path.of("")));
  }
}
