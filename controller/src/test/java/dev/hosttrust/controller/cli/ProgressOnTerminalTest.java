// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines at the bottom of a real terminal, while a host does not answer. */
class ProgressOnTerminalTest {
  private static final String NAME = "a-host-whose-name-is-too-long-for-the-terminal.example.com";

  private static final List<String> ON_TERMINAL =
      List.of("-XX:TieredStopAtLevel=1", "-Dhosttrust.terminals=out,err");

  @TempDir private Path directory;

  @BeforeEach
  void writeCa() {
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));
  }

  /** All that the terminal got; script(1) makes it. */
  private String run(String terminalType, int columns, String... more) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String command =
          "stty cols %d; exec %s".formatted(columns, program(silent.getLocalPort(), more));
      ProcessBuilder script =
          new ProcessBuilder("script", "--quiet", "--command", command, "/dev/null");
      script.environment().put("TERM", terminalType);
      script.environment().put("SHELL", "/bin/sh");
      Process process = script.directory(directory.toFile()).redirectErrorStream(true).start();
      return process.inputReader().readAllAsString();
    }
  }

  private static String program(int port, String... more) {
    String[] all = Stream.of(args(port), more).flatMap(Arrays::stream).toArray(String[]::new);
    return MainProcess.command(ON_TERMINAL, all).stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" "));
  }

  private static String[] args(int port) {
    return new String[] {
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
  }

  /** The first of the two lines, each time that they were drawn. */
  private static Stream<String> drawn(String output) {
    return Pattern.compile("\r\u001b\\[\\?7l([^\u001b]*)")
        .matcher(output)
        .results()
        .map(m -> m.group(1));
  }

  @Test
  void saysHowLongItTakesAndInWhichPhaseAndFitsIn() throws Exception {
    String output = run("xterm", 50, "--skip-unknown-hosts");

    assertThat(drawn(output))
        .as(output)
        .hasSizeGreaterThan(2)
        .allMatch(line -> line.matches("\\ds, [01]/1 done(, )?"));
    assertThat(drawn(output).distinct()).hasSizeGreaterThan(2);
    assertThat(output).contains("1 at work: a-host-whose-name-is-too-long-for-the…\u001b[J");
    assertThat(output).contains("\r\u001b[J\u001b[31munreachable", "1 host: 0 ok");
  }

  @Test
  void saysThatHostKeysAreLookedAtFirst() throws Exception {
    String output = run("xterm", 50);

    assertThat(drawn(output))
        .as(output)
        .anyMatch(line -> line.matches("\\ds, looking at host keys: 0 of 1"))
        .anyMatch(line -> line.matches("\\ds, 0/1 done"));
  }

  @Test
  void makesRoomForTheShellThatStopsItAndComesBack() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        TerminalSession session = TerminalSession.in(directory, "xterm", ON_TERMINAL)) {
      session.await("ready> ");
      session.type(
          "hosttrust "
              + String.join(" ", args(silent.getLocalPort()))
              + " --skip-unknown-hosts -T 300\n");
      session.await("1 at work: a-host");

      session.type("\u001a");
      assertThat(session.await("Stopped")).contains("\r\u001b[J").doesNotContain("\u001b[?7l");
      session.await("ready> ");
      session.type("fg\n");
      session.await("1 at work: a-host");
      session.type("\u0003");

      assertThat(session.await("hosttrust: interrupted; ")).contains("\r\u001b[J");
      session.await("1 host: 0 ok");
    }
  }

  @Test
  void isNotShownWhereALineCannotBeWipedOut() throws Exception {
    assertThat(run("dumb", 50)).contains("1 host: 0 ok").doesNotContain("\u001b", " done");
  }
}
