// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import java.util.List;

/** What {@code --list-hosts} of ansible prints. */
final class HostNamesList {
  private HostNamesList() {}

  /**
   * Prints it and returns the exit code.
   *
   * @param part which part of the hosts they are, with a comma in front; empty for all
   */
  static int print(
      Environment environment, List<String> names, String part, FleetFindings findings) {
    findings
        .warnings()
        .forEach(warning -> environment.errors().println("hosttrust: warning: " + warning));
    environment.lines().println("  hosts (%d%s):".formatted(names.size(), part));
    names.forEach(name -> environment.lines().println("    " + name));
    return ExitCode.OK;
  }
}
