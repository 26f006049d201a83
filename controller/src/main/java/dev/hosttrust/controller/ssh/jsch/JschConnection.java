// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.RemoteProcess;
import dev.hosttrust.controller.ssh.Route;
import dev.hosttrust.controller.ssh.Target;

/** A host that is logged in to, and its part of the jump hosts that it is reached through. */
final class JschConnection implements Connection {
  private final Target target;
  private final Route<JschSession> route;

  JschConnection(Target target, Route<JschSession> route) {
    this.target = target;
    this.route = route;
  }

  @Override
  public RemoteProcess start(String command) throws ShellException {
    JschSession session = route.session();
    return JschProcess.start(target, session.session(), session.traffic(), command);
  }

  @Override
  public void close() {
    route.close();
  }
}
