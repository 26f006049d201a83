// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import java.util.Locale;

/** What speaks SSH. */
public enum SshLibrary {
  /** JSch, and the machine's own ssh for hosts that need it. */
  AUTO,
  JSCH,
  SSHD,
  /** The machine's own ssh. */
  OPENSSH;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
