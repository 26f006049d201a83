// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

/** The terminal that the progress of a run is shown on. */
@FunctionalInterface
public interface Screen {
  /** How wide it is now. May take a moment. */
  int columns();

  /** Whether this program is in the foreground there, and not behind a shell's prompt. */
  default boolean isOurs() {
    return true;
  }
}
