// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

/** What happens when a host shows a key that no known_hosts file has. */
public enum HostKeyMode {
  /** It is refused ({@code StrictHostKeyChecking yes}). */
  STRICT,
  /** It is written down and used; a changed key is still refused ({@code accept-new}). */
  ACCEPT_NEW,
  /** Whatever key is shown is used ({@code no}): somebody in between can read and write all. */
  OFF,
}
