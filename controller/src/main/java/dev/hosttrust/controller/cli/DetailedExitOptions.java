// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import picocli.CommandLine.Option;

/** Whether the exit code tells of pending changes. */
final class DetailedExitOptions {
  @Option(
      names = "--detailed-exitcode",
      description = "With --check or diff, end with 3 where changes are pending.")
  boolean detailedExitCode;
}
