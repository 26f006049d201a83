// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.RemoteProcess;
import dev.hosttrust.controller.ssh.Target;
import java.util.List;

/** A logged-in ssh, and those for the jump hosts that it goes through. */
final class OpenSshConnection implements Connection {
  private final Target target;
  private final List<SshMaster> masters;
  private final ChannelSession session;

  /**
   * @param masters those of the jump hosts, nearest first, then the target's
   */
  OpenSshConnection(Target target, List<SshMaster> masters, ChannelSession session) {
    this.target = target;
    this.masters = List.copyOf(masters);
    this.session = session;
  }

  @Override
  public RemoteProcess start(String command) throws ShellException {
    return ExecChannel.start(target, session, command);
  }

  @Override
  public void close() {
    session.close();
    masters.reversed().forEach(SshMaster::close);
  }
}
