// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Command;
import dev.hosttrust.controller.ssh.Connection;

/** A connection whose commands run with the rights that are wanted. */
public final class EscalatedShell implements Shell {
  private final Connection connection;
  private final Become become;
  private final String host;
  private final PasswordGuard guard;

  /**
   * @param host the inventory's name of the host, for messages
   * @param guard one for the whole fleet
   */
  public EscalatedShell(Connection connection, Become become, String host, PasswordGuard guard) {
    this.connection = connection;
    this.become = become;
    this.host = host;
    this.guard = guard;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ShellException of kind {@link ShellException.Kind#REFUSED} if the rights were not
   *     granted; the command has not run then
   * @throws IllegalArgumentException if the command has a quote, a backslash or a line break, which
   *     no two login shells read alike
   */
  @Override
  public ExecResult exec(String command, byte[] stdin) throws ShellException {
    if (command.chars().anyMatch(c -> "'\"\\\n\r".indexOf(c) >= 0)) {
      throw new IllegalArgumentException("a quote, a backslash or a line break in: " + command);
    }
    return switch (become) {
      case Become.None none -> CommandNotRun.checked(Command.run(connection, command, stdin));
      case Become.Sudo sudo ->
          new SudoConversation(sudo, host, guard).run(connection, command, stdin);
      case Become.Doas doas -> new DoasConversation(doas).run(connection, command, stdin);
    };
  }
}
