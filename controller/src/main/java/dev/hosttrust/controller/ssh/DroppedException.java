// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

/**
 * The cause of a failure where the host closed the connection before it had shown its host key.
 * Nothing was tried on it yet, neither a key nor a password, so that it can be tried again.
 */
public final class DroppedException extends PassingException {
  private static final long serialVersionUID = 1L;

  DroppedException(Throwable cause) {
    super("the connection was closed before the login", cause);
  }
}
