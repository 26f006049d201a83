// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

/** What happens when a host shows a key that no known_hosts file has. */
public enum HostKeyMode {
  /** It is refused ({@code StrictHostKeyChecking yes}). */
  STRICT("yes"),
  /** It is written down and used; a changed key is still refused ({@code accept-new}). */
  ACCEPT_NEW("accept-new"),
  /** Whatever it is, it is only looked at: the connection ends before the login. */
  LOOK("yes"),
  /** Whatever key is shown is used ({@code no}): somebody in between can read and write all. */
  OFF("no");

  private final String inSsh;

  HostKeyMode(String inSsh) {
    this.inSsh = inSsh;
  }

  /** The value of {@code StrictHostKeyChecking}. */
  public String inSsh() {
    return inSsh;
  }
}
