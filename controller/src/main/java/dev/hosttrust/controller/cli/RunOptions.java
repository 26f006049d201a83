// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.OutputFormat;
import dev.hosttrust.controller.run.RunFlags;
import picocli.CommandLine.Option;

/** How a run goes and what it shows. */
final class RunOptions {
  @Common
  @Option(
      names = {"-f", "--forks"},
      paramLabel = "N",
      description = "How many hosts at once. Default: ${DEFAULT-VALUE}.")
  int forks = 32;

  @Option(
      names = "--host-timeout",
      paramLabel = "SECONDS",
      description = "The longest that one host may take. Default: ${DEFAULT-VALUE}.")
  int hostTimeout = 300;

  @Option(
      names = "--list-hosts",
      description = "Only list the hosts that are selected; none is logged in to.")
  boolean listHosts;

  @Common
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default), or json: one object a line.")
  OutputFormat output = OutputFormat.TEXT;

  @Common
  @Option(
      names = {"-v", "--verbose"},
      description = "Name every host. Show the proof of unchanged hosts, too.")
  boolean verbose;

  /**
   * @param detailedExitCode whether pending changes have an exit code of their own
   */
  RunFlags flags(boolean detailedExitCode) {
    return new RunFlags(forks, hostTimeout, detailedExitCode, listHosts, output, verbose);
  }
}
