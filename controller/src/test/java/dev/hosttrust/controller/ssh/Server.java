// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;

/** The SSH servers that both libraries must get along with. */
public enum Server {
  OPENSSH_8_4,
  OPENSSH_9_2,
  OPENSSH_10_0,
  DROPBEAR;

  public TestHost shared() {
    return kind().shared();
  }

  private TestHosts kind() {
    return switch (this) {
      case OPENSSH_8_4 -> TestHosts.debian(DebianRelease.BULLSEYE);
      case OPENSSH_9_2 -> TestHosts.debian(DebianRelease.BOOKWORM);
      case OPENSSH_10_0 -> TestHosts.debian(DebianRelease.TRIXIE);
      case DROPBEAR -> TestHosts.debian(DebianRelease.BOOKWORM).withDropbear();
    };
  }
}
