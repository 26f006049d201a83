// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.agent.shell.ShellException;

/**
 * An open, authenticated connection to one host. Used by one thread at a time; {@link #close} may
 * come from any thread and makes a blocked call on the connection or its processes fail.
 */
public interface Connection extends AutoCloseable {

  /**
   * Starts a command line in the user's login shell, without a terminal.
   *
   * @throws ShellException of kind {@link ShellException.Kind#UNREACHABLE} if the connection is
   *     lost
   */
  RemoteProcess start(String command) throws ShellException;

  /** Closes the connection and ends what runs over it; does nothing the second time. */
  @Override
  void close();
}
