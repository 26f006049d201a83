// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.agent.shell.ShellException;
import java.io.InputStream;
import java.io.OutputStream;

/** A command that runs on a host; the counterpart of {@link Process}. */
public interface RemoteProcess extends AutoCloseable {

  /** Closing it sends the end of file. Writes reach the host at the latest on {@code flush}. */
  OutputStream stdin();

  InputStream stdout();

  InputStream stderr();

  /**
   * Waits for the command's end; both output streams must be read by somebody meanwhile.
   *
   * @return exit status, 128 + n where signal n ended it
   * @throws ShellException if the connection was lost before an exit status came
   */
  int waitFor() throws ShellException, InterruptedException;

  @Override
  void close();
}
