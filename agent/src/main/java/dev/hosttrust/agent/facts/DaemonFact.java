// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

import java.time.Instant;
import java.util.Map;

/**
 * A daemon that runs.
 *
 * @param service the name of its service, without an ending
 * @param started when it started, by the host's clock, at most two seconds too early
 * @param ticks when it started, exactly, in hundredths of a second since the system did (proc(5));
 *     tells one start from another
 * @param changed when each of its files changed last, by the same clock, in whole seconds; a file
 *     that is not there is left out
 */
public record DaemonFact(
    String service, Instant started, long ticks, Map<String, Instant> changed) {
  public DaemonFact {
    changed = Map.copyOf(changed);
  }
}
