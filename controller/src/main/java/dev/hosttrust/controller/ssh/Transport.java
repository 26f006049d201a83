// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.agent.shell.ShellException;

/**
 * A way to open connections, shared by the whole fleet and by all threads. Making one is cheap; a
 * library is loaded at the first connection.
 */
public interface Transport extends AutoCloseable {

  /**
   * Connects, checks the host key, and logs in; takes no longer than the target's limits for each
   * host on the way.
   *
   * @throws ShellException of kind {@link ShellException.Kind#UNREACHABLE}, with one line that says
   *     what was refused and by whom. Where it is the host key, the cause is a {@link
   *     dev.hosttrust.controller.ssh.hostkey.HostKeyRefusedException}
   */
  Connection connect(Target target) throws ShellException;

  /**
   * Takes away at once what it has left on this machine, since the process ends without {@link
   * #close}.
   */
  default void abandon() {}

  /** Ends all connections and what they share. */
  @Override
  void close();
}
