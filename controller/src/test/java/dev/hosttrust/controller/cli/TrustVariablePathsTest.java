// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which file {@code hosttrust_ca} names, seen in the message that it is not there. */
class TrustVariablePathsTest {

  /** The directory {@code inv} in it has the inventories, {@code work} is the working directory. */
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hosts | pki/ca.crt | DIR/inv/pki/ca.crt
          hosts | ../ca.crt | DIR/ca.crt
          hosts | /pki/ca.crt | /pki/ca.crt
          hosts | ~/pki/ca.crt | HOME/pki/ca.crt
          hosts | ~root/pki/ca.crt | /root/pki/ca.crt
          hosts | $HOME/pki/ca.crt | HOME/pki/ca.crt
          hosts | ${HOME}/pki/ca.crt | HOME/pki/ca.crt
          hosts | {{ inventory_dir }}/ca.crt | DIR/inv/ca.crt
          hosts.yml | pki/ca.crt | DIR/inv/pki/ca.crt
          group_vars/all.yml | pki/ca.crt | DIR/inv/pki/ca.crt
          group_vars/web/ca.yml | pki/ca.crt | DIR/inv/pki/ca.crt
          host_vars/n1.yml | pki/ca.crt | DIR/inv/pki/ca.crt
          script | pki/ca.crt | DIR/inv/pki/ca.crt
          -e | pki/ca.crt | DIR/here/pki/ca.crt
          -e | ~/ca.crt | HOME/ca.crt
          vars.yml | pki/ca.crt | DIR/inv/pki/ca.crt
          - | pki/ca.crt | DIR/here/pki/ca.crt
          n1, | pki/ca.crt | DIR/here/pki/ca.crt
          """)
  void startsWhereItIsSet(String source, String path, String file) throws IOException {
    String err = run(source, path).err();

    assertThat(err.replace(directory.toRealPath().toString(), "DIR"))
        .startsWith("hosttrust: hosttrust_ca of host n1 (")
        .endsWith("): " + file.replace("HOME", "DIR/home") + ": does not exist; check the path\n");
  }

  @Test
  void theMessageNamesVariableHostAndPlace() throws IOException {
    assertThat(run("group_vars/all.yml", "ca.crt").err())
        .startsWith(
            "hosttrust: hosttrust_ca of host n1 (%s/inv/group_vars/all.yml:1:15): "
                .formatted(directory.toRealPath()));
  }

  @Test
  void aFlagMayHaveATildeToo() throws IOException {
    assertThat(command().run("diff", "--name", "x", "-i", "n1,", "--ca", "~/ca.crt").err())
        .isEqualTo(
            "hosttrust: %s/home/ca.crt: does not exist; check the path\n"
                .formatted(directory.toRealPath()));
  }

  private CommandLineRun run(String source, String path) throws IOException {
    String yaml = "hosttrust_ca: '" + path + "'\n";
    String json =
        "{\"_meta\": {\"hostvars\": {\"n1\": {\"hosttrust_ca\": \"%s\"}}}, ".formatted(path)
            + "\"web\": {\"hosts\": [\"n1\"]}}";
    return switch (source) {
      case "-e", "n1," ->
          command().run("diff", "--name", "x", "-i", "n1,", "-e", "hosttrust_ca=" + path);
      case "-" -> command().reading(json).run("diff", "--name", "x", "-i", "-");
      case "vars.yml" -> {
        write("vars.yml", yaml);
        yield command().run("diff", "--name", "x", "-i", "n1,", "-e", "@../inv/vars.yml");
      }
      case "hosts" -> {
        write("hosts", "n1 hosttrust_ca=\"" + path + "\"\n");
        yield command().run("diff", "--name", "x", "-i", "../inv/hosts");
      }
      case "hosts.yml" -> {
        write("hosts.yml", "all: {hosts: {n1: {" + yaml.strip() + "}}}\n");
        yield command().run("diff", "--name", "x", "-i", "../inv/hosts.yml");
      }
      case "script" -> {
        Path script = write("script", "#!/bin/sh\necho '" + json + "'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        yield command().run("diff", "--name", "x", "-i", "../inv/script");
      }
      default -> {
        write("hosts", "[web]\nn1\n");
        write(source, yaml);
        yield command().run("diff", "--name", "x", "-i", "../inv/hosts");
      }
    };
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.toRealPath().resolve("inv").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private CommandLineRun.Builder command() throws IOException {
    Path real = directory.toRealPath();
    return CommandLineRun.in(Files.createDirectories(real.resolve("here")))
        .with("HOME", real.resolve("home").toString());
  }
}
