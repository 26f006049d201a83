// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.daemon.Daemon;
import dev.hosttrust.agent.daemon.Restarts;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which daemons the command line lets restart.
 *
 * @param daemons {@code --restart}: their names; none by default
 * @param stopsContainers {@code --restart-stops-containers}
 */
public record RestartFlags(List<String> daemons, boolean stopsContainers) {
  public RestartFlags {
    daemons = List.copyOf(daemons);
  }

  /** The names, of which some may be unknown. */
  Set<String> names() {
    return daemons.stream().map(String::strip).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @throws ProblemsException if a name is unknown, or nothing is restarted that could stop
   *     containers
   */
  Restarts restarts() {
    Restarts restarts = named();
    if (stopsContainers && !restarts.daemons().contains(Daemon.DOCKER)) {
      throw ProblemsException.of(
          Problem.at("--restart-stops-containers", "goes with --restart docker"));
    }
    return restarts;
  }

  private Restarts named() {
    try {
      return Restarts.of(daemons, stopsContainers);
    } catch (IllegalArgumentException e) {
      throw ProblemsException.of(Problem.at("--restart", String.valueOf(e.getMessage())));
    }
  }
}
