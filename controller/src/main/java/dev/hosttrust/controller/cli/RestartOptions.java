// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.agent.daemon.Daemon;
import dev.hosttrust.controller.run.RestartFlags;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which daemons are restarted that do not see the trust otherwise. */
final class RestartOptions {
  @Option(
      names = "--restart",
      paramLabel = "DAEMON",
      split = ",",
      completionCandidates = DaemonNames.class,
      description =
          "Restart these daemons where they started before the trust changed, and wait until they are"
              + " healthy: ${COMPLETION-CANDIDATES}. Repeatable. Default: none; the report names those"
              + " that owe it.")
  List<String> daemons = new ArrayList<>();

  @Option(
      names = "--restart-stops-containers",
      description = "Restart Docker also where that stops its containers (no live-restore).")
  boolean stopsContainers;

  /** What {@code --restart} takes. */
  static final class DaemonNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    DaemonNames() {
      super(Daemon.ids());
    }
  }

  RestartFlags flags() {
    return new RestartFlags(daemons, stopsContainers);
  }
}
