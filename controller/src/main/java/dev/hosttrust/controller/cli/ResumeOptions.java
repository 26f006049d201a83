// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.RecordFlags;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a rollout goes on with that an earlier run left. */
final class ResumeOptions {
  @Once
  @Common
  @Option(
      names = "--resume",
      paramLabel = "ID",
      description =
          "Go on with those hosts that are not done. Repeat the rollout's command with this option;"
              + " ID is in 'hosttrust history', or 'last'.")
  @Nullable String resume;

  @Once
  @Option(
      names = "--retry-failed",
      paramLabel = "ID",
      description = "The same, with only the hosts that failed or were unreachable.")
  @Nullable String retryFailed;

  /**
   * @param plan a plan file; null for none
   */
  RecordFlags flags(List<String> command, @Nullable String plan) {
    return new RecordFlags(command, resume, retryFailed, plan, null, true);
  }
}
