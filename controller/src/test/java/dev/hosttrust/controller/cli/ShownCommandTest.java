// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How a command line is written into a journal, and into what is to be typed to go on. */
class ShownCommandTest {
  @Command(name = "rollout")
  @SuppressWarnings("UnusedVariable") // picocli sets them
  private static final class Options {
    @Option(names = {"-e", "--extra-vars"})
    private List<String> extraVars = List.of();

    @Option(names = {"-i", "--inventory"})
    private List<String> inventories = List.of();

    @Option(names = "--check")
    private boolean check;
  }

  private static List<String> shown(String... words) {
    return ShownCommand.of(new CommandLine(new Options()).parseArgs(words));
  }

  @Test
  void anOptionThatIsGivenTwiceStandsTwice() {
    assertThat(shown("-e", "ansible_port=22", "--check", "-i", "a", "-e", "@vars.yml", "-i", "b"))
        .containsExactly(
            "rollout",
            "--extra-vars",
            "ansible_port=22",
            "--extra-vars",
            "@vars.yml",
            "--check",
            "--inventory",
            "a",
            "--inventory",
            "b");
  }
}
