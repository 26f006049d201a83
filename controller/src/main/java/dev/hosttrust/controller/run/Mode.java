// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import java.util.Optional;

/**
 * How far a run goes.
 *
 * @param command the command's name
 * @param step what a command of several steps does; empty for others
 * @param check whether to look and plan only
 * @param diff whether to show diffs
 */
public record Mode(String command, Optional<String> step, boolean check, boolean diff) {
  /** Of a command without steps. */
  public Mode(String command, boolean check, boolean diff) {
    this(command, Optional.empty(), check, diff);
  }
}
