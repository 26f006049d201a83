// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.daemon;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which daemons are restarted where they owe it.
 *
 * @param daemons none by default
 * @param stopsContainers whether also one whose restart stops its containers
 */
public record Restarts(Set<Daemon> daemons, boolean stopsContainers) {
  /** No daemon is restarted. */
  public static final Restarts NONE = new Restarts(Set.of(), false);

  public Restarts {
    daemons = Set.copyOf(daemons);
  }

  /**
   * @throws IllegalArgumentException if a name is unknown; the message is a whole sentence for the
   *     operator
   */
  public static Restarts of(List<String> names, boolean stopsContainers) {
    Set<Daemon> daemons = new HashSet<>();
    for (String name : names) {
      daemons.add(
          Daemon.named(name.strip())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no daemon '%s'; those that are restarted are %s"
                              .formatted(name.strip(), String.join(", ", Daemon.ids())))));
    }
    return new Restarts(daemons, stopsContainers);
  }

  /** The names of the daemons, in the order of restarts. */
  public List<String> names() {
    return Daemon.ALL.stream().filter(daemons::contains).map(Daemon::id).toList();
  }

  /** Whether a daemon is restarted where it owes it. */
  public boolean asks(Daemon daemon) {
    return daemons.contains(daemon);
  }
}
