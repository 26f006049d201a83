// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.evidence;

import java.time.Instant;
import java.util.List;

/**
 * A daemon of a host that reads trust when it starts, and whether it started since that changed.
 *
 * @param name such as {@code docker}
 * @param service the name of its service, without an ending
 * @param started when it started, by the host's clock
 * @param unseen the files that changed since, so that a restart is owed; empty if it sees all
 */
public record DaemonState(String name, String service, Instant started, List<String> unseen) {
  public DaemonState {
    unseen = List.copyOf(unseen);
  }

  /** Whether a restart is owed. */
  public boolean isStale() {
    return !unseen.isEmpty();
  }
}
