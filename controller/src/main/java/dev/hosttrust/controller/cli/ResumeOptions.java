// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.RecordFlags;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a rollout goes on with that an earlier run left. */
final class ResumeOptions {
  @Common
  @Option(
      names = "--resume",
      paramLabel = "ID",
      description =
          "Go on with those hosts that are not done. Repeat the rollout's command with this option;"
              + " ID is in 'hosttrust history', or 'last'.")
  @Nullable String resume;

  @Option(
      names = "--retry-failed",
      paramLabel = "ID",
      description = "The same, with only the hosts that failed or were unreachable.")
  @Nullable String retryFailed;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "Do what 'hosttrust diff --out FILE' showed, and nothing else: a host that has changed since"
              + " is left alone, and fails. What to trust, and the inventory, come from the file.")
  @Nullable String plan;

  RecordFlags flags(List<String> command) {
    return new RecordFlags(command, resume, retryFailed, plan, null);
  }
}
