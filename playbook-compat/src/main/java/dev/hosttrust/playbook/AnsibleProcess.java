// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import java.io.IOException;

/**
 * Ansible's main process, which is not a child of this one.
 *
 * @param process its handle, which never stands for a later process with the same PID
 * @param isNamed whether the system tells which command it runs, as it does for a user's own
 *     processes
 */
record AnsibleProcess(ProcessHandle process, boolean isNamed) {

  /**
   * @throws IOException if no process has this PID
   */
  static AnsibleProcess of(long pid) throws IOException {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IOException("Ansible's process " + pid + " has ended"));
    return new AnsibleProcess(process, process.info().command().isPresent());
  }

  /** A zombie, which has ended but was not waited for, counts as dead: it has no command left. */
  boolean isAlive() {
    return process.isAlive() && (!isNamed || process.info().command().isPresent());
  }
}
