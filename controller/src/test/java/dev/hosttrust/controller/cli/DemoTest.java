// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("other tests have embedded hosts as well, whose directories have the same name")
class DemoTest {
  @TempDir private Path directory;

  @Test
  void showsTheDifferenceTheRolloutAndASecondRunAndLeavesNothing() throws IOException {
    List<Path> before = leftovers();

    CommandLineRun run = CommandLineRun.in(directory).run("demo");

    assertThat(run.out())
        .containsSubsequence(
            "$ hosttrust diff -i inventory.ini --ca ca.crt",
            "run update-ca-certificates --fresh",
            "3 hosts: 0 ok, 3 would change, 0 failed, 0 unreachable",
            "$ hosttrust rollout -i inventory.ini --ca ca.crt",
            "Read back from node[1-3]",
            "3 hosts: 0 ok, 3 changed, 0 failed, 0 unreachable",
            "3 hosts: 3 ok, 0 changed, 0 failed, 0 unreachable");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(leftovers()).isEqualTo(before);
  }

  private static List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("hosttrust-demo-"))
          .toList();
    }
  }
}
