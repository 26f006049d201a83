// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

/**
 * Where a setting was written.
 *
 * @param source a file, or words such as {@code ssh arguments of node1}
 * @param line counted from 1; 0 means the source as a whole
 */
record Place(String source, int line) {

  /** {@code source:line}, the form that editors and terminals make clickable. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
