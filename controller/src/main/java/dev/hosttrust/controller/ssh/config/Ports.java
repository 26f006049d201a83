// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.OptionalInt;

/** TCP ports. */
final class Ports {
  static final int SSH = 22;

  private Ports() {}

  /** 1 to 65535, or {@code ssh}; empty for all else. */
  static OptionalInt parse(String text) {
    if (text.equals("ssh")) {
      return OptionalInt.of(SSH);
    }
    if (!text.matches("\\d{1,5}")) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(text);
    return port >= 1 && port <= 65535 ? OptionalInt.of(port) : OptionalInt.empty();
  }
}
