// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.shell;

/**
 * One host, ready to run commands with the rights that the task needs (root, as a rule).
 *
 * <p>This is all that {@code agent} knows of a connection. SSH, local execution and Ansible's own
 * connections implement it elsewhere. Implementations are used by one thread at a time.
 */
@FunctionalInterface
public interface Shell {

  /**
   * Runs a command line in the user's login shell and waits for its end.
   *
   * @param command a command line without quotes, so that bash, dash, zsh and fish read it alike
   * @param stdin what the command reads; its end is the end of standard input
   * @return the exit status and all output; a status other than 0 is a result, not an exception
   * @throws ShellException if the command could not be run or its end was not seen
   */
  ExecResult exec(String command, byte[] stdin) throws ShellException;
}
