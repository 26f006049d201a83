// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.Mode;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a command that changes hosts really does, and what it shows of that. */
final class ModeOptions {
  @Common
  @Option(
      names = {"-C", "--check"},
      description = "Look and plan only; nothing is written.")
  private boolean check;

  @Common
  @Option(
      names = {"-D", "--diff"},
      description = "Show what is changed, as unified diffs.")
  private boolean diff;

  /**
   * @param command its name, for reports
   */
  Mode of(String command) {
    return new Mode(command, check, diff);
  }

  /**
   * @param step of the command, for reports
   */
  Mode of(String command, String step) {
    return new Mode(command, Optional.of(step), check, diff);
  }
}
