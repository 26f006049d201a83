// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.Session;
import dev.hosttrust.controller.ssh.HostSession;
import dev.hosttrust.controller.ssh.Traffic;

/** A session that is logged in. */
record JschSession(Session session, Traffic traffic) implements HostSession {
  @Override
  public boolean isOpen() {
    return session.isConnected();
  }

  @Override
  public void carry() {
    traffic.carry();
  }

  @Override
  public void close() {
    session.disconnect();
  }
}
