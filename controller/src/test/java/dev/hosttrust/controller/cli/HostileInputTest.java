// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.Planter;
import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What inventories, files, variables and arguments hold does not draw on the terminal. */
class HostileInputTest {
  /** As it can be in a file or an argument: there is no NUL, and no half of a pair. */
  private static final String HOSTILE = Planter.HOSTILE.replaceAll("[\u0000\ud800]", "");

  @TempDir private static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));
    write("variable.json", inventory("node", "ansible_port", HOSTILE));
    write("address.json", inventory("node", "ansible_host", "127.0.0.1" + HOSTILE));
    write("user.json", inventory("node", "ansible_user", HOSTILE));
    write("args.json", inventory("node", "ansible_ssh_common_args", "-o " + HOSTILE));
    write("root.json", inventory("node", "hosttrust_root", HOSTILE));
    write("name.json", inventory("node" + HOSTILE, "ansible_host", "127.0.0.1"));
    write("broken.ini", "[group" + HOSTILE + "\n" + HOSTILE);
    write("spec.yml", "anchors:\n  - name: \"" + escaped(HOSTILE) + "\"\n    ca: ca.crt\n");
    write("keys.yml", "\"" + escaped(HOSTILE) + "\": 1\n");
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static String inventory(String host, String variable, String value) {
    String variables = "{\"ansible_port\": 1, \"%s\": \"%s\"}".formatted(variable, escaped(value));
    return "{\"all\": {\"hosts\": [\"%1$s\"]}, \"_meta\": {\"hostvars\": {\"%1$s\": %2$s}}}"
        .formatted(escaped(host), variables);
  }

  /** As JSON and YAML have it in double quotes. */
  private static String escaped(String text) {
    StringBuilder json = new StringBuilder();
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.toString();
  }

  static Stream<List<String>> commandLines() {
    Stream<List<String>> ofInventories =
        Stream.of("variable", "address", "user", "args", "root", "name")
            .flatMap(
                file ->
                    Stream.of("text", "json").map(format -> rollout(file + ".json", "-o", format)));
    Stream<List<String>> ofShows =
        Stream.of("variable", "address", "name")
            .flatMap(
                file ->
                    Stream.of(
                        List.of("inventory", "-i", file + ".json", "--list"),
                        List.of("inventory", "-i", file + ".json", "--graph", "--vars"),
                        List.of("inventory", "-i", file + ".json", "--host", "all")));
    Stream<List<String>> ofArguments =
        Stream.of(
            rollout("broken.ini"),
            rollout(HOSTILE),
            rollout("node1,", "-l", HOSTILE),
            rollout("node1,", "-e", HOSTILE),
            rollout("node1,", "-u", HOSTILE, "-T", "1"),
            rollout("node1,", "--private-key", HOSTILE, "-T", "1"),
            rollout("node1,", "--name", HOSTILE),
            rollout("node1,", "--registry", HOSTILE),
            rollout("node1,", "--transport", HOSTILE),
            rollout("node1,", "--connection-password-file", HOSTILE),
            rollout("node1,", HOSTILE),
            rollout("node1,", "--" + HOSTILE),
            List.of(HOSTILE),
            List.of("diff", "-i", "node1,", "--ca", HOSTILE),
            List.of("diff", "-i", "node1,", "--spec", HOSTILE),
            List.of("diff", "-i", "node1,", "--spec", "spec.yml"),
            List.of("diff", "-i", "node1,", "--spec", "keys.yml"));
    return Stream.of(ofInventories, ofShows, ofArguments).flatMap(lines -> lines);
  }

  private static List<String> rollout(String inventory, String... more) {
    Stream<String> line =
        Stream.of("rollout", "-C", "-F", "none", "-i", inventory, "--ca", "ca.crt", "--name", "a");
    return Stream.concat(line, Stream.of(more)).toList();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("commandLines")
  void isShownHarmless(List<String> args) {
    CommandLineRun run = CommandLineRun.in(directory).run(args.toArray(String[]::new));

    String all = run.out() + run.err();
    assertThat(all.getBytes(StandardCharsets.UTF_8)).as(String.join(" ", args)).isNotEmpty();
    assertThat(Planter.unsafe(all)).as(all).isEmpty();
  }
}
