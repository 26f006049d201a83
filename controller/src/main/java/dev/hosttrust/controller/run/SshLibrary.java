// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import java.util.Locale;

/** The SSH libraries. */
public enum SshLibrary {
  SSHD,
  JSCH;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
