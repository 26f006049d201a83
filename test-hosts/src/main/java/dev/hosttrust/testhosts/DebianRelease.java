// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.util.Locale;

/** The Debian releases that hosts run: OpenSSH 8.4, 9.2 and 10.0. */
public enum DebianRelease {
  /** Debian 11. */
  BULLSEYE("doas"),
  /** Debian 12. */
  BOOKWORM("opendoas"),
  /** Debian 13. */
  TRIXIE("opendoas");

  private final String doasPackage;

  DebianRelease(String doasPackage) {
    this.doasPackage = doasPackage;
  }

  /** The name as Debian's archive and image tags have it. */
  public String codename() {
    return name().toLowerCase(Locale.ROOT);
  }

  String doasPackage() {
    return doasPackage;
  }
}
