// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.controller.rollout.Rollout;
import dev.hosttrust.words.Findings;
import java.time.Duration;
import java.util.List;

/**
 * How a run goes and what it shows, as the command line says.
 *
 * @param forks {@code -f}: how many hosts at once; one below 1 is a problem that {@link #check}
 *     tells
 * @param hostTimeout {@code --host-timeout}: the longest that one host may take, in seconds; one
 *     below 1 is a problem, too
 * @param detailedExitCode whether pending changes have an exit code of their own
 * @param listHosts whether to list the selected hosts only
 * @param output the form of the report
 * @param verbose whether the report names every host
 */
public record RunFlags(
    int forks,
    int hostTimeout,
    boolean detailedExitCode,
    boolean listHosts,
    OutputFormat output,
    boolean verbose) {

  /** What is wrong with them goes into the findings. */
  void check(Mode mode, Findings findings) {
    if (forks < 1) {
      findings.problem("--forks %d: must be 1 or more".formatted(forks));
    }
    if (hostTimeout < 1) {
      findings.problem("--host-timeout %d: must be 1 or more seconds".formatted(hostTimeout));
    }
    if (detailedExitCode && !mode.check()) {
      findings.problem("--detailed-exitcode: goes with --check, or with 'hosttrust diff'");
    }
  }

  /**
   * The settings of a rollout, of flags that were checked.
   *
   * @param diffs whether anybody shows diffs
   */
  Rollout.Settings settings(Mode mode, boolean diffs) {
    return new Rollout.Settings(
        forks,
        Duration.ofSeconds(hostTimeout),
        mode.check(),
        diffs ? PlanDiff::of : plan -> List.of());
  }
}
