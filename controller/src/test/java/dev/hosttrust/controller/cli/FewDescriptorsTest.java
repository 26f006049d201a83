// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that runs out of file descriptors in the middle: what it says is true all the same. */
class FewDescriptorsTest {
  private static final int HOSTS = 8;

  @TempDir private Path directory;

  private record Ending(int exitCode, List<String> out) {
    boolean hasRecap() {
      return out.stream().anyMatch(line -> line.contains(" unreachable  ("));
    }
  }

  private Ending run(int descriptors) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n $0; exec \"$@\""));
    command.add(Integer.toString(descriptors));
    command.addAll(
        MainProcess.command(
            List.of("-XX:TieredStopAtLevel=1"),
            "diff -f 1 -F none -i hosts.ini --ca ca.crt --name a".split(" ")));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> out = process.inputReader().readAllAsString().lines().toList();
    return new Ending(process.waitFor(), out);
  }

  /**
   * The smallest number of descriptors with which a run reaches its recap: with about so many,
   * single hosts fail for lack of them.
   */
  private int fewest() throws IOException, InterruptedException {
    int tooFew = 16;
    int enough = 144;
    while (enough - tooFew > 1) {
      int middle = (tooFew + enough) / 2;
      if (run(middle).hasRecap()) {
        enough = middle;
      } else {
        tooFew = middle;
      }
    }
    return enough;
  }

  @Test
  void losesNoHostAndDoesNotEndWell() throws Exception {
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));
    List<String> hosts =
        IntStream.range(0, HOSTS)
            .mapToObj(i -> "node%d ansible_host=127.0.0.1 ansible_port=1".formatted(i))
            .toList();
    Files.write(directory.resolve("hosts.ini"), hosts);

    int fewest = fewest();

    for (int descriptors = fewest - 2; descriptors < fewest + 2; descriptors++) {
      Ending ending = run(descriptors);
      assertThat(ending.exitCode()).isNotZero();
      if (ending.hasRecap()) {
        assertThat(ending.out().getLast()).startsWith(HOSTS + " hosts: ");
      }
    }
  }
}
