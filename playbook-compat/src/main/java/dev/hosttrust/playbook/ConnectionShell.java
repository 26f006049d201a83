// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.shell.ShellException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs commands over Ansible's own connection, which the action plugin holds. */
final class ConnectionShell implements Shell {
  private final Peer peer;

  ConnectionShell(Peer peer) {
    this.peer = peer;
  }

  @Override
  public ExecResult exec(String command, byte[] stdin) throws ShellException {
    try {
      peer.send(
          json -> {
            json.writeStringProperty("exec", command);
            json.writeStringProperty("stdin", new String(stdin, StandardCharsets.UTF_8));
          });
      JsonObject answer = peer.receive();
      return new ExecResult(
          answer.number("rc").orElseThrow(() -> new IOException("an answer without a status")),
          bytes(answer, "stdout"),
          bytes(answer, "stderr"));
    } catch (IOException e) {
      // When Ansible loses the host, it reports that itself and the plugin hangs up, so that nobody
      // reads this.
      throw new ShellException(
          ShellException.Kind.UNREACHABLE, "lost the action plugin: " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(JsonObject answer, String name) {
    return answer.string(name).orElse("").getBytes(StandardCharsets.UTF_8);
  }
}
