// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.controller.rollout.Halt;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param recap how many hosts had which outcome
 * @param unknownHostKeys keys that were refused because no known_hosts file has them
 * @param halt why hosts were left, if too many others failed
 * @param interrupted whether Ctrl-C or a signal asked for the end
 * @param took from the first host's begin to the last one's end
 */
public record RunEnd(
    Recap recap,
    List<HostKeyVerdict.Unknown> unknownHostKeys,
    Optional<Halt> halt,
    boolean interrupted,
    Duration took) {
  public RunEnd {
    unknownHostKeys = List.copyOf(unknownHostKeys);
  }

  /** A run that was neither halted nor interrupted. */
  public RunEnd(Recap recap, List<HostKeyVerdict.Unknown> unknownHostKeys, Duration took) {
    this(recap, unknownHostKeys, Optional.empty(), false, took);
  }
}
