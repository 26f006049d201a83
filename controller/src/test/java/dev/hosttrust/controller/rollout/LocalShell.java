// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import java.io.IOException;

/** This machine's sh. */
class LocalShell implements OpenShell {
  @Override
  public ExecResult exec(String command, byte[] stdin) throws ShellException {
    try {
      Process process =
          new ProcessBuilder("/bin/sh", "-c", command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var in = process.getOutputStream()) {
        in.write(stdin);
      }
      byte[] out = process.getInputStream().readAllBytes();
      return new ExecResult(process.waitFor(), out, new byte[0]);
    } catch (IOException | InterruptedException e) {
      throw new ShellException(ShellException.Kind.UNREACHABLE, "no sh", e);
    }
  }

  @Override
  public void close() {}
}
