// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.Session;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.RemoteProcess;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Traffic;
import java.util.List;

/** A logged-in session and the sessions with the jump hosts that it goes through. */
final class JschConnection implements Connection {
  private final Target target;
  private final List<Session> sessions;
  private final Traffic traffic;

  /**
   * @param sessions those with the jump hosts, nearest first, then the one with the target
   */
  JschConnection(Target target, List<Session> sessions, Traffic traffic) {
    this.target = target;
    this.sessions = List.copyOf(sessions);
    this.traffic = traffic;
  }

  @Override
  public RemoteProcess start(String command) throws ShellException {
    return JschProcess.start(target, sessions.getLast(), traffic, command);
  }

  @Override
  public void close() {
    sessions.reversed().forEach(Session::disconnect);
  }
}
