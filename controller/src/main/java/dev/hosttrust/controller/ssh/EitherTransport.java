// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.agent.shell.ShellException;

/** Reaches a host by ssh where its target says so, and by a library elsewhere. */
public final class EitherTransport implements Transport {
  private final Transport library;
  private final Transport ssh;

  public EitherTransport(Transport library, Transport ssh) {
    this.library = library;
    this.ssh = ssh;
  }

  @Override
  public Connection connect(Target target) throws ShellException {
    return (target.ssh().isPresent() ? ssh : library).connect(target);
  }

  @Override
  public void abandon() {
    library.abandon();
    ssh.abandon();
  }

  @Override
  public void close() {
    library.close();
    ssh.close();
  }
}
