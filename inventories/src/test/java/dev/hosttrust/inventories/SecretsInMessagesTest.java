// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A password that is written wrong makes an error; no part of it is in the error's message. */
class SecretsInMessagesTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          hosts | h1 ansible_password=hunter2 hunter3
          hosts | h1 ansible_password= hunter2
          hosts | h1 ansible_password: hunter2
          hosts | h1 ansible_password='hunter2
          hosts | h1 ansible_password=hunter2\\
          hosts | [web];h1;[web:vars];ansible_password hunter2
          hosts | [web];h1;[web:vars];ansible_password: hunter2
          hosts | [web:children];ansible_password = hunter2
          hosts | [web];h1;ansible_password=hunter2
          hosts | [web];h1;ansible_password=x[hunter2]
          hosts | [web];h1;ansible_password = x[hunter2]
          hosts | [web];h1;ansible_password=hunter2:
          hosts | [ansible_password = hunter2]
          hosts | [web:ansible_password=hunter2]
          hosts | h1 ansible_password={{hunter2}}
          hosts | h1 ansible_password='{{ hunter2 }}'
          hosts | h1 ansible_password='{% hunter2 %}'
          hosts | h1 ansible_password='{{ x | hunter2 }}'
          hosts | h1 ansible_password='["hunter2"]'
          hosts.yml | all: {hosts: {h1: {ansible_password: !hunter2 }}}
          hosts.yml | all: {hosts: {h1: {ansible_password: !hunter2!x }}}
          hosts.yml | all: {hosts: {h1: {ansible_password: !<hunter2 }}}
          hosts.yml | all: {hosts: {h1: {ansible_password: *hunter2 }}}
          hosts.yml | all: {hosts: {h1: {ansible_password: &hunter2 *hunter2 }}}
          hosts.yml | all: {hosts: {h1: {ansible_password: !!int hunter2 }}}
          hosts.yml | all: {hosts: {h1: {ansible_password: {{hunter2}} }}}
          hosts.yml | all: {hosts: {h1: {ansible_password: {hunter2} }}}
          hosts.yml | all: {hosts: {h1: {ansible_password: [hunter2] }}}
          hosts.yml | all:;  hosts:;    h1:;      ansible_password: "hunter2
          hosts.yml | all:;  hosts:;    h1:;      ansible_password: "hunter2" hunter3
          hosts.yml | all:;  hosts:;    h1:;      ansible_password: hunter2: hunter3
          hosts.yml | all:;  hosts:;    h1:;      ansible_password: %hunter2
          hosts.yml | all:;  hosts:;    h1:;      ansible_password: "\\hunter2"
          hosts.yml | all:;  hosts:;    h1:;     ansible_password: x;   hunter2
          hosts.yml | all:;  hosts:;    h1: ansible_password=hunter2
          hosts.yml | all:;  vars: ansible_password=hunter2
          hosts.yml | all:;  hosts: {h1: };  vars:;    ansible_password: 5;    ansible_port: "{{ ansible_password + 'x' }}"
          hosts.json | {"all": {"hosts": {"h1": {"ansible_password": hunter2, ]}}}
          hosts.json | {"all": {"hosts": {"h1": {"ansible_password": "hunter2}}}}
          hosts.json | {"all": {"hosts": {"h1": {"ansible_password": "\\hunter2"}}}}
          """)
  void whateverIsWrongWithTheFile(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text.replace(';', '\n'));

    ProblemsException e =
        catchThrowableOfType(
            ProblemsException.class,
            () ->
                TestInventories.read(List.of(file), directory).hosts().stream()
                    .forEach(host -> ConnectionVariables.of(host, false)));

    assertThat(e).isNotNull();
    assertThat(e.getMessage()).doesNotContain("unter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ansible_password=hunter2 hunter3",
        "ansible_password=\"hunter2",
        "ansible_password={{hunter2",
        "hunter2",
        "{ansible_password: hunter2",
        "{ansible_password: *hunter2}",
        "{\"ansible_password\": hunter2 hunter3: x}",
        "[hunter2]"
      })
  void whateverIsWrongWithAnExtraVariable(String argument) {
    ProblemsException e =
        catchThrowableOfType(
            ProblemsException.class, () -> TestInventories.extraVars(List.of(argument), directory));

    assertThat(e).isNotNull();
    assertThat(e.getMessage()).doesNotContain("unter");
  }
}
