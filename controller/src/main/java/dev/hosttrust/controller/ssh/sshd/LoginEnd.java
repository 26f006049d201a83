// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.controller.ssh.Faults;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.session.helpers.MissingAttachedSessionException;

/** What MINA's exceptions say about a login that failed. */
final class LoginEnd {
  private LoginEnd() {}

  /** Whether it was the host that closed the connection, and not MINA for what it was sent. */
  static boolean isByHost(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof MissingAttachedSessionException) {
        return true; // closed before MINA had a session for it
      }
    }
    return Faults.isReset(failure);
  }

  /** Whether the host let us in by none of the methods. */
  static boolean isDenied(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SshException ssh
          && ssh.getDisconnectCode()
              == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
        return true;
      }
      if (String.valueOf(t.getMessage()).contains("Too many authentication failures")) {
        return true;
      }
    }
    return false;
  }
}
