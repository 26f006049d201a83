// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.RemoteProcess;
import dev.hosttrust.controller.ssh.Route;
import dev.hosttrust.controller.ssh.Target;

/** A logged-in ssh, and its part of those for the jump hosts that it goes through. */
final class OpenSshConnection implements Connection {
  private final Target target;
  private final Route<SshMaster> route;
  private final ChannelSession session;

  OpenSshConnection(Target target, Route<SshMaster> route, ChannelSession session) {
    this.target = target;
    this.route = route;
    this.session = session;
  }

  @Override
  public RemoteProcess start(String command) throws ShellException {
    return ExecChannel.start(target, session, command);
  }

  @Override
  public void close() {
    session.close();
    route.close();
  }
}
