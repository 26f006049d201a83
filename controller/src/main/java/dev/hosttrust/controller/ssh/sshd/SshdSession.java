// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.controller.ssh.HostSession;
import dev.hosttrust.controller.ssh.Traffic;
import org.apache.sshd.client.session.ClientSession;

/** A session that is logged in. */
record SshdSession(ClientSession session, Traffic traffic) implements HostSession {
  @Override
  public boolean isOpen() {
    return session.isOpen();
  }

  @Override
  public void carry() {
    traffic.carry();
  }

  @Override
  public void close() {
    session.close(true);
  }
}
