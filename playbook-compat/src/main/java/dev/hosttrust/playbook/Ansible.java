package dev.hosttrust.playbook;

import java.io.IOException;

/**
 * Ansible's main process, which is not a child of this one.
 *
 * @param process that process; a later one of the same number counts as another
 * @param isNamed whether the system tells what it runs, as it does for a user's own processes
 */
record Ansible(ProcessHandle process, boolean isNamed) {

  /**
   * @throws IOException if there is none of this number
   */
  static Ansible of(long pid) throws IOException {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IOException("Ansible's process " + pid + " has ended"));
    return new Ansible(process, process.info().command().isPresent());
  }

  /** One that nobody has waited for (a zombie) is dead too; it runs nothing any more. */
  boolean isAlive() {
    return process.isAlive() && (!isNamed || process.info().command().isPresent());
  }
}
