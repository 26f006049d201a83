// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

/** When hosts are reached by the machine's own ssh, and not by a library. */
public enum SshUse {
  /** What only ssh can do is left out with a warning, or refused. */
  NEVER,
  /** Where its configuration asks for something that only ssh can do. */
  WHERE_NEEDED,
  /** For all hosts. */
  ALWAYS
}
