// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Command;
import dev.hosttrust.controller.ssh.Connection;
import java.nio.charset.StandardCharsets;

/** One command under doas, which either needs no password or is refused. */
final class DoasConversation {
  private static final int COMMAND_NOT_FOUND = 127;

  private final Become.Doas doas;
  private final ReadyMarker marker = new ReadyMarker();

  DoasConversation(Become.Doas doas) {
    this.doas = doas;
  }

  ExecResult run(Connection connection, String command, byte[] stdin) throws ShellException {
    String line =
        "env LC_ALL=C %s -n -u %s %s"
            .formatted(doas.executable(), doas.user(), marker.wrap(command));
    try (Command running = Command.start(connection, line)) {
      running.send(stdin);
      ExecResult whole = running.finish();
      int at = running.transcript().searchOut(marker.line()).first();
      ExecResult result = marker.strip(whole, at);
      if (result == null) {
        throw explain(whole);
      }
      return result;
    } catch (InterruptedException e) {
      throw Command.interrupted(e);
    }
  }

  private ShellException explain(ExecResult result) {
    String stderr = new String(result.stderr(), StandardCharsets.UTF_8).strip();
    String message;
    if (stderr.contains("Authentication re") || stderr.contains("a tty is required")) {
      message =
          "doas wants a password, which it reads only from a terminal: add nopass to doas.conf";
    } else if (stderr.contains("Operation not permitted")) {
      message = "doas.conf does not permit the login user to become " + doas.user();
    } else if (result.status() == COMMAND_NOT_FOUND && stderr.contains(doas.executable())) {
      message = doas.executable() + " is not installed: use another ansible_become_method";
    } else {
      message =
          stderr
              .lines()
              .filter(line -> line.startsWith("doas: "))
              .findFirst()
              .orElseGet(() -> "doas was not run: " + CommandNotRun.trace(result, stderr));
    }
    return new ShellException(ShellException.Kind.REFUSED, message);
  }
}
