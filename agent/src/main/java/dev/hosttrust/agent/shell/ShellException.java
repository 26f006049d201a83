// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.shell;

import org.jspecify.annotations.Nullable;

/**
 * A command could not be run. The message is one line for the operator: what, where, what to do.
 */
public final class ShellException extends Exception {
  private static final long serialVersionUID = 1L;

  /** How the host counts in the recap. */
  public enum Kind {
    /** No connection, or it was lost: network, host key, login. */
    UNREACHABLE,
    /** Connected, but the command was not allowed to run: sudo, doas. */
    REFUSED,
  }

  private final Kind kind;

  public ShellException(Kind kind, String message) {
    this(kind, message, null);
  }

  public ShellException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
