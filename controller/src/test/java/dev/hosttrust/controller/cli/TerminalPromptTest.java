// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Password prompts on a real terminal, in a real shell. Nothing listens on port 1. */
class TerminalPromptTest {
  private static final String ROLLOUT =
      "hosttrust rollout -i 127.0.0.1:1, -F none --ca ca.crt --name x -k\r";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_Z = "\u001a";
  private static final String CTRL_D = "\u0004";

  @TempDir private Path directory;

  @BeforeEach
  void writeCa() throws IOException {
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));
  }

  @Test
  void whatIsTypedIsNotShownAlsoAfterTheProgramWasStoppedAndContinued() throws IOException {
    try (TerminalSession terminal = open()) {
      terminal.await("login password: ");
      terminal.type(CTRL_Z);
      terminal.await("Stopped");
      terminal.await("ready> ");
      terminal.type("fg\r");
      terminal.await("login password: ");
      terminal.type("Secr3t\r");
      terminal.await("1 unreachable");
      terminal.await("ready> ");

      assertThat(terminal.shown()).doesNotContain("Secr3t");
      assertEchoIsOnAndStatusIs(4, terminal);
    }
  }

  @Test
  void ctrlCEndsItAndLeavesTheTerminalInOrder() throws IOException {
    try (TerminalSession terminal = open()) {
      terminal.await("login password: ");
      terminal.type(CTRL_C);

      assertThat(terminal.await("ready> ")).contains("\n");
      assertEchoIsOnAndStatusIs(99, terminal);
    }
  }

  @Test
  void ctrlDIsAnEmptyPassword() throws IOException {
    try (TerminalSession terminal = open()) {
      terminal.await("login password: ");
      terminal.type(CTRL_D);

      assertThat(terminal.await("ready> ")).contains("the login password that was typed is empty");
      assertEchoIsOnAndStatusIs(5, terminal);
    }
  }

  private TerminalSession open() throws IOException {
    TerminalSession terminal = TerminalSession.in(directory);
    terminal.await("ready> ");
    terminal.type(ROLLOUT);
    return terminal;
  }

  private static void assertEchoIsOnAndStatusIs(int status, TerminalSession terminal)
      throws IOException {
    terminal.type("echo status=$?; stty -a | grep -o '[-]*echo '\r");
    terminal.await("status=" + status);
    assertThat(terminal.await("ready> ")).contains("echo ").doesNotContain("-echo ");
  }
}
