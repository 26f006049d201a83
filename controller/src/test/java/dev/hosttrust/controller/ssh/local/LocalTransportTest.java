// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.controller.ssh.Command;
import dev.hosttrust.controller.ssh.Connection;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LocalTransportTest {
  private final Connection connection = new LocalConnection("here");

  @Test
  void carriesInputBothOutputsAndTheExitStatus() throws Exception {
    ExecResult result =
        Command.run(
            connection, "cat; echo oops >&2; exit 3", "hello".getBytes(StandardCharsets.UTF_8));

    assertThat(result.stdoutText()).isEqualTo("hello");
    assertThat(result.stderrText()).isEqualTo("oops\n");
    assertThat(result.status()).isEqualTo(3);
  }

  @Test
  void carriesLargeInputAndLargeOutputAtTheSameTime() throws Exception {
    byte[] large = new byte[4 * 1024 * 1024];
    new Random(1).nextBytes(large);

    assertThat(Command.run(connection, "cat", large).stdout()).isEqualTo(large);
  }

  @Test
  void countsASignalAsAShellDoes() throws Exception {
    assertThat(Command.run(connection, "kill -TERM $$", new byte[0]).status()).isEqualTo(143);
  }

  @Test
  void doesNotWaitForAProcessThatHoldsAnOutputOpen() throws Exception {
    ExecResult result = Command.run(connection, "sleep 30 & echo $!", new byte[0]);

    assertThat(result.status()).isZero();
    Command.run(connection, "kill " + result.stdoutText().strip(), new byte[0]);
  }

  @Test
  void startsNothingAfterItIsClosed() {
    connection.close();

    assertThatThrownBy(() -> connection.start("true")).hasMessage("here: closed");
  }
}
