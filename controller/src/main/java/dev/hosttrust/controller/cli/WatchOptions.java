// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.WatchFlags;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a run can be watched. */
final class WatchOptions {
  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description =
          "Append everything to a file: each host's phases, diff and proofs, with the time.")
  @Nullable String logFile;

  WatchFlags flags() {
    return new WatchFlags(logFile);
  }
}
