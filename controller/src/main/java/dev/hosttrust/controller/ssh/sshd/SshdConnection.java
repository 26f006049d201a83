// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.RemoteProcess;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Traffic;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;

/** A logged-in session and the sessions with the jump hosts that it goes through. */
final class SshdConnection implements Connection {
  private final Target target;
  private final List<ClientSession> sessions;
  private final Traffic traffic;

  /**
   * @param sessions those with the jump hosts, nearest first, then the one with the target
   */
  SshdConnection(Target target, List<ClientSession> sessions, Traffic traffic) {
    this.target = target;
    this.sessions = List.copyOf(sessions);
    this.traffic = traffic;
  }

  @Override
  public RemoteProcess start(String command) throws ShellException {
    return SshdProcess.start(target, sessions.getLast(), traffic, command);
  }

  @Override
  public void close() {
    sessions.reversed().forEach(session -> session.close(true));
  }
}
