// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.agent.shell.ShellException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the end of a channel says of the command that ran in it (RFC 4254, section 6.10). */
public final class CommandEnd {
  private static final int HIGHEST_STATUS = 255;
  private static final int LOOKS = 20;
  private static final int PAUSE_MILLIS = 25;

  private CommandEnd() {}

  /**
   * The exit status, 128 + n where signal n ended the command.
   *
   * @param status {@code exit-status} as it came; null if none did
   * @param signal {@code exit-signal}; null if none came
   * @param connected whether the connection is still there: channels end a little before it does
   * @throws ShellException if there is neither, or it is no status
   */
  public static int status(
      Target target,
      Traffic traffic,
      @Nullable Integer status,
      @Nullable String signal,
      BooleanSupplier connected)
      throws ShellException, InterruptedException {
    if (status != null) {
      if (status < 0 || status > HIGHEST_STATUS) {
        throw Faults.oddExitStatus(target, status);
      }
      return status;
    }
    if (signal != null) {
      return ExitSignal.status(signal);
    }
    for (int i = 0; i < LOOKS && connected.getAsBoolean(); i++) {
      Thread.sleep(PAUSE_MILLIS);
    }
    throw connected.getAsBoolean()
        ? Faults.noExitStatus(target)
        : Faults.lost(target, traffic, null);
  }
}
