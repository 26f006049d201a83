// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with many hosts in the same way is said once. */
class ManyHostsTest {
  @TempDir private Path directory;

  @Test
  void aProblemOfSixteenHostsIsOneLine() throws IOException {
    CommandLineRun run = run("node[001:016]\n", "-u", "ops", "-b", "--become-method", "su");

    assertThat(run.err().lines().filter(line -> line.contains("su")))
        .singleElement()
        .asString()
        .startsWith("hosttrust: node001 and 15 more: ");
    assertThat(run.exitCode()).isEqualTo(5);
  }

  @Test
  void alsoWhereTheVariableIsAGroupsOwn() throws IOException {
    CommandLineRun run =
        run(
            """
            [web]
            web[1:3]
            [web:vars]
            ansible_port=ssh
            [db]
            db1 ansible_port=http
            """);

    assertThat(run.err().lines().filter(line -> line.contains("ansible_port")))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("web1 and 2 more"),
            line -> assertThat(line).contains("db1").doesNotContain("more"));
  }

  private CommandLineRun run(String inventory, String... options) throws IOException {
    Files.writeString(directory.resolve("hosts"), inventory);
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));
    String[] args = {"rollout", "-i", "hosts", "--ca", "ca.crt", "--name", "x", "-F", "none"};
    return CommandLineRun.in(directory)
        .run(Stream.concat(Stream.of(args), Stream.of(options)).toArray(String[]::new));
  }
}
