// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What Linux says of the process and of the machine; empty on a system without /proc. */
final class ThisMachine {
  private ThisMachine() {}

  /** The number of the user. */
  static Optional<String> uid() {
    try {
      return Optional.of(Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString());
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** What gethostname(2) gives. */
  static Optional<String> hostName() {
    try {
      return Optional.of(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
