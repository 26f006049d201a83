// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line at the bottom of a real terminal, while a host does not answer. */
class ProgressOnTerminalTest {
  private static final String NAME = "a-host-whose-name-is-too-long-for-the-terminal.example.com";

  @TempDir private Path directory;

  @BeforeEach
  void writeCa() {
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));
  }

  /** All that the terminal got; script(1) makes it. */
  private String run(String terminalType, int columns) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String command = "stty cols %d; exec %s".formatted(columns, program(silent.getLocalPort()));
      ProcessBuilder script =
          new ProcessBuilder("script", "--quiet", "--command", command, "/dev/null");
      script.environment().put("TERM", terminalType);
      script.environment().put("SHELL", "/bin/sh");
      Process process = script.directory(directory.toFile()).redirectErrorStream(true).start();
      return process.inputReader().readAllAsString();
    }
  }

  private static String program(int port) throws IOException {
    String[] args = {
      "rollout",
      "-F",
      "none",
      "--ca",
      "ca.crt",
      "--name",
      "a",
      "-T",
      "3",
      "-i",
      NAME + ",",
      "-e",
      "ansible_host=127.0.0.1",
      "-e",
      "ansible_port=" + port
    };
    List<String> jvmOptions = List.of("-XX:TieredStopAtLevel=1", "-Dhosttrust.terminals=out,err");
    return MainProcess.command(jvmOptions, args).stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" "));
  }

  private static Stream<String> progress(String output) {
    return Stream.of(output.split("\r\u001b\\[K")).skip(1).filter(line -> line.contains(" done,"));
  }

  @Test
  void saysHowLongItTakesAndInWhichPhaseAndFitsIn() throws Exception {
    String output = run("xterm", 50);

    assertThat(progress(output))
        .as(output)
        .hasSizeGreaterThan(2)
        .allMatch(line -> line.matches("\\d+ s, 0 of 1 done, connecting 1: a-host-.*…"))
        .allMatch(line -> line.length() == 49);
    assertThat(progress(output).map(line -> line.replaceFirst(" s.*", "")).distinct())
        .hasSizeGreaterThan(1);
    assertThat(output).contains("unreachable", "1 host: 0 ok").doesNotContain("\u001b[K\u001b[K");
  }

  @Test
  void isNotShownWhereALineCannotBeWipedOut() throws Exception {
    assertThat(run("dumb", 50)).contains("1 host: 0 ok").doesNotContain("\u001b", " done,");
  }
}
