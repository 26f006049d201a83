// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollout that waits between batches, on a real terminal. */
class PauseOnTerminalTest {
  @TempDir private Path directory;

  @Test
  void enterGoesOnAndControlCEndsTheRun() throws Exception {
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));
    try (TerminalSession terminal = TerminalSession.in(directory)) {
      terminal.await("ready> ");
      terminal.type(
          "export XDG_STATE_HOME=$PWD/state JAVA_TOOL_OPTIONS=-Dhosttrust.terminals=out,err; "
              + "hosttrust rollout -F none --ca ca.crt --name a -i one,two,three --serial 1"
              + " --pause key --max-fail 9 -e ansible_host=127.0.0.1 -e ansible_port=1;"
              + " echo ended with $?\n\n\n"); // what is typed ahead ends no pause

      assertThat(terminal.await("is called")).contains("unreachable").contains("Enter is pressed");
      terminal.type("\n");
      assertThat(terminal.await("is called")).contains("batch 2 of 3", "paused before batch 3");
      terminal.type("\u0003");

      assertThat(terminal.await("ended with 99"))
          .contains("interrupted; no host is being changed")
          .contains("interrupted before it was begun")
          .contains("2 unreachable, 1 skipped");
    }
  }
}
