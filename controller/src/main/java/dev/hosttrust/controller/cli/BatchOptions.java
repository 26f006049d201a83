// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.rollout.HostOrder;
import dev.hosttrust.controller.run.BatchFlags;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a rollout goes through the fleet, and what ends it early. */
final class BatchOptions {
  @Once
  @Option(
      names = "--shard",
      paramLabel = "I/N|job/N",
      description =
          "Run only the I-th of N parts of the hosts, such as 2/4: for several controllers. A host's"
              + " part goes by its name. job/N takes I from JOB_COMPLETION_INDEX, which Kubernetes"
              + " sets in an Indexed Job.")
  @Nullable String shard;

  @Common
  @Option(
      names = "--serial",
      paramLabel = "N|P%[,...]",
      description =
          "Run the hosts in batches, such as 1,10%%,100%%. A batch is a number or a percentage of"
              + " all hosts; the last entry of a list repeats. Default: all at once.")
  @Nullable String serial;

  @Option(
      names = "--canary",
      paramLabel = "PATTERN",
      description = "Run these of the hosts first, as a batch of their own: a group, or as for -l.")
  @Nullable String canary;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description =
          "inventory (default), reverse, sorted, reverse_sorted, shuffle, or zones: one zone"
              + " (hosttrust_zone) after the other, and no batch with hosts of two.")
  HostOrder order = HostOrder.INVENTORY;

  @Option(
      names = "--pause",
      paramLabel = "SECONDS|key",
      description =
          "Wait before each further batch: so long, or until Enter is pressed. 'hosttrust continue"
              + " ID' ends the wait as well.")
  @Nullable String pause;

  @Common
  @Option(
      names = "--max-fail",
      paramLabel = "N|P%[,...]",
      description =
          "Halt when more hosts than this have failed. N is of the run, P%% of a batch; no host is"
              + " begun after that, and 0 halts at the first failure. Default: halt when all hosts of"
              + " a batch failed.")
  @Nullable String maxFail;

  @Option(
      names = "--ignore-unreachable",
      description = "Hosts that cannot be reached do not count for --max-fail.")
  boolean ignoreUnreachable;

  BatchFlags flags() {
    return new BatchFlags(shard, serial, canary, order, pause, maxFail, ignoreUnreachable);
  }
}
