// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.local;

import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Transport;

/** Runs commands on this machine, in {@code /bin/sh}, as the user who runs hosttrust. */
public final class LocalTransport implements Transport {

  @Override
  public Connection connect(Target target) {
    return connect(target.name());
  }

  /**
   * @param name what the inventory calls this machine
   */
  public Connection connect(String name) {
    return new LocalConnection(name);
  }

  @Override
  public void close() {}
}
