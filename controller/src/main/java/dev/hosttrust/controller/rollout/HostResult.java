// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.diff.FileDiff;
import java.time.Duration;
import java.util.List;

/**
 * The result of one host.
 *
 * @param host as the inventory has it
 * @param outcome what happened
 * @param diff what was or would be changed, where the settings ask for it
 * @param took from connecting, with all waiting, until its diff is made
 */
public record HostResult(String host, Outcome outcome, List<FileDiff> diff, Duration took) {
  public HostResult {
    diff = List.copyOf(diff);
  }
}
