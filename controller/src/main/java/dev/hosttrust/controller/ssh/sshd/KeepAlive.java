// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.controller.ssh.Target;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * Asks the host for signs of life, as {@code ServerAliveInterval} does, and ends the session when
 * none come. MINA's own heartbeat takes its pace from the client, not from the session.
 */
final class KeepAlive {
  private static final String REQUEST = "keepalive@openssh.com";

  private final ClientSession session;
  private final Target.Timing timing;

  private KeepAlive(ClientSession session, Target.Timing timing) {
    this.session = session;
    this.timing = timing;
  }

  /** Starts a virtual thread that ends with the session. */
  static void start(ClientSession session, Target.Timing timing) {
    if (timing.keepAlive().isZero()) {
      return;
    }
    KeepAlive keepAlive = new KeepAlive(session, timing);
    Thread thread = Thread.ofVirtual().name("keep-alive").start(keepAlive::run);
    session.addCloseFutureListener(closed -> thread.interrupt());
  }

  private void run() {
    int missed = 0;
    try {
      while (missed < timing.missed() && session.isOpen()) {
        Thread.sleep(timing.keepAlive());
        missed = answers() ? 0 : missed + 1;
      }
      session.close(true);
    } catch (InterruptedException e) {
      // the session has ended
    } catch (IOException e) {
      session.close(true);
    }
  }

  private boolean answers() throws IOException {
    try {
      Buffer request = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
      request.putString(REQUEST);
      request.putBoolean(true);
      session.request(REQUEST, request, timing.keepAlive().toMillis(), TimeUnit.MILLISECONDS);
      return true; // "yes" or "no": it lives
    } catch (InterruptedIOException e) {
      return false; // a timeout
    }
  }
}
