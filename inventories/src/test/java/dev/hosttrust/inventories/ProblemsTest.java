// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads when an inventory is wrong: file, line, column, and what to do. */
class ProblemsTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [web:vars];a=1;[db];h1 | hosts:1:1: [web:vars] is for a group that is declared nowhere; add a section [web]
          h1;[p:children];nope | hosts:3:1: group p has the child nope, which is declared nowhere; add a section [nope]
          [a:children];b;[b:children];a;[b];h1 | hosts:4:1: group a cannot be a child of b: b is already below a, which would be a loop
          [a:children];a;[a];h1 | hosts:2:1: group a cannot be its own child; remove that entry
          [web servers];h1 | hosts:1:1: the section heading is wrong; write [group], [group:vars] or [group:children], without blanks
          [web:hostz];h1 | hosts:1:1: the section [web:hostz] must end in :vars or :children
          h1;  h2 a=1 lonely | hosts:2:10: after a host, write name=value; quote a value that has blanks in it
          h1 a="b | hosts:1:6: the quote " is not closed
          h1 a=b\\ | hosts:1:7: a backslash at the end escapes nothing
          web[1:3 | hosts:1:1: the [ of a range is not closed; write begin:end in brackets
          web[5] | hosts:1:1: a range must be begin:end or begin:end:step, not 5
          web[1:] | hosts:1:1: the range 1: has no end; write begin:end
          web[01:100] | hosts:1:1: begin and end of the range 01:100 must have as many digits as each other
          web[a:5] | hosts:1:1: the range a:5 mixes letters and numbers, or is neither
          web[9:1] | hosts:1:1: the range 9:1 runs backwards; put the smaller end first
          web[1:9:0] | hosts:1:1: the step of the range 1:9:0 must be 1 or more
          web[0:99999999] | hosts:1:1: the range 0:99999999 stands for more than 100,000 hosts
          h[0:9999][0:9999] | hosts:1:1: the range stands for more than 100,000 hosts; make it smaller
          [a];h1: | hosts:2:1: h1: ends in a colon, which only a port may follow; if the file is meant as YAML, its syntax is wrong
          [a];h1;[a:vars];words | hosts:4:1: in a :vars section, write name=value; there is no = in this line
          [web];ansible_user=a | hosts:2:1: a host's name has no =; write variables behind a host, or for a whole group in a section [group:vars]
          [a];h1;[b:children];a b | hosts:4:1: in a :children section, write one group name a line and nothing else
          [a];h1;[a:vars];ansible_group_priority=high | hosts:4:1: ansible_group_priority must be a whole number, not 'high'
          """)
  void namesTheLineOfAnIniFile(String text, String message) throws IOException {
    assertThat(problem("hosts", text.replace(';', '\n'))).isEqualTo(message);
  }

  @Test
  void knowsThatACommentMayHoldASemicolon() throws IOException {
    Files.writeString(directory.resolve("hosts"), "; comment\nh1\n");

    assertThat(TestInventories.read(List.of("hosts"), directory).hosts()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all:;  hosts: [h1] | hosts.yml:2:10: hosts of group all must be a dictionary, not a list
          all:;  hosts: {5: } | hosts.yml:2:11: the host name 5 must be a text; quote it
          5:;  hosts: {h1: } | hosts.yml:1:1: the group name 5 must be a text; quote it
          all:;  hosts:;    h1: text | hosts.yml:3:9: the variables of host h1 must be a dictionary, not a text
          all:;  hosts:;    h1: {a: 1 | hosts.yml:3:14: this is not YAML: expected ',' or '}', but got <stream end>
          all:;  hosts:;    h1: *nope | hosts.yml:3:9: this is not YAML: found an alias that is nowhere defined; if * is the start of the value itself, quote it
          all:;  hosts:;    h1: &a {x: *a} | hosts.yml:3:9: this value contains itself through an alias
          all:;  hosts:;    h1: {x: !foo 1} | hosts.yml:3:13: this tag is not one that Ansible's inventories know; if ! is the start of the value itself, quote it
          all:;  hosts:;    h1: {x: {{ y }}} | hosts.yml:3:14: a list or a dictionary cannot be a key; if it is a template, quote it
          all:;  hosts:;    h1: {x: !!int y} | hosts.yml:3:13: the value is no tag:yaml.org,2002:int; quote it
          all:;  hosts: {h1: };---;a: 1 | hosts.yml: the file holds several YAML documents; Ansible reads only one
          a:;  children: {b: {children: {a: }}} | hosts.yml:2:14: group b cannot be a child of a: a is already below b, which would be a loop
          """)
  void namesThePlaceInAYamlFile(String text, String message) throws IOException {
    assertThat(problem("hosts.yml", text.replace(';', '\n'))).startsWith(message);
  }

  @Test
  void pointsAPluginConfigurationToAnsible() throws IOException {
    assertThat(problem("aws.yml", "plugin: amazon.aws.aws_ec2\n"))
        .isEqualTo(
            "aws.yml:1:9: this configures the inventory plugin amazon.aws.aws_ec2, which only Ansible"
                + " can run; in place of -i aws.yml, pipe its result: ansible-inventory -i aws.yml"
                + " --list | hosttrust ... -i -");
  }

  @Test
  void inADirectoryTheWholeOfItIsToBePiped() throws IOException {
    Path cloud = Files.createDirectories(directory.resolve("inv/cloud"));
    Files.writeString(cloud.resolve("prod.aws_ec2.yml"), "plugin: amazon.aws.aws_ec2\n");
    Files.writeString(directory.resolve("inv/hosts"), "[web]\nh1\n");

    assertThatThrownBy(() -> TestInventories.read(List.of("inv"), directory))
        .hasMessage(
            "inv/cloud/prod.aws_ec2.yml:1:9: this configures the inventory plugin amazon.aws.aws_ec2,"
                + " which only Ansible can run; in place of -i inv, pipe its result: ansible-inventory"
                + " -i inv --list | hosttrust ... -i -");
  }

  @Test
  void namesTheFileOfGroupVariablesThatIsWrong() throws IOException {
    Files.createDirectories(directory.resolve("group_vars"));
    Files.writeString(directory.resolve("group_vars/all.yml"), "a: 1\nb: [\n");

    assertThat(problem("hosts", "h1\n")).startsWith("group_vars/all.yml:3:1: this is not YAML: ");
  }

  @Test
  void refusesValuesNestedBeyondReason() throws IOException {
    String deep = "a: " + "[".repeat(300) + "]".repeat(300) + "\n";

    assertThat(problem("hosts.yml", "all:\n  vars:\n    " + deep))
        .contains("values are nested more than 200 deep");
  }

  private String problem(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
    ProblemsException e =
        catchThrowableOfType(
            ProblemsException.class, () -> TestInventories.read(List.of(file), directory));
    return String.valueOf(e.getMessage());
  }
}
