// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.connection;

/** How commands reach a host. */
public enum ConnectionKind {
  /** Over SSH; Ansible's {@code ssh}, {@code paramiko} and {@code smart}. */
  SSH,
  /** On this very machine. */
  LOCAL
}
