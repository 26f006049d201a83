// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.util.Locale;

/** The releases of Debian whose containerd a host can have. */
public enum ContainerdRelease {
  /** 1.6, of Debian 12. */
  BOOKWORM,
  /** 1.7, of Debian 13. */
  TRIXIE,
  /** 2.1 or newer, of Debian's unstable. */
  SID;

  /** Whether it is one of the 1.x, whose configuration has other names. */
  public boolean isOne() {
    return this != SID;
  }

  String suite() {
    return name().toLowerCase(Locale.ROOT);
  }
}
