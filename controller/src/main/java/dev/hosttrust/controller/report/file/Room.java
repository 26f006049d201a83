// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

/** How much text may still be kept, in characters. */
final class Room {
  private long left;
  private int leftOut;

  Room(long characters) {
    this.left = characters;
  }

  /** Takes room for a text; false, and counted, if there is not enough. */
  boolean take(long characters) {
    if (characters > left) {
      leftOut++;
      return false;
    }
    left -= characters;
    return true;
  }

  /** How often there was not enough. */
  int leftOut() {
    return leftOut;
  }
}
