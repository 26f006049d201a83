// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.rollout.Batch;
import java.util.List;

/** What {@code --list-hosts} of ansible prints; several batches stand each under its title. */
final class HostNamesList {
  private HostNamesList() {}

  /**
   * Prints it and returns the exit code.
   *
   * @param batches the hosts in the order of their turns
   * @param about what else is to be known of them, with a comma in front; empty for nothing
   */
  static int print(
      Environment environment,
      List<List<Fleet.Listed>> batches,
      String about,
      FleetFindings findings) {
    findings
        .warnings()
        .forEach(warning -> environment.errors().println("hosttrust: warning: " + warning));
    int hosts = batches.stream().mapToInt(List::size).sum();
    environment.lines().println("  hosts (%d%s):".formatted(hosts, about));
    boolean titled = batches.size() > 1;
    for (int i = 0; i < batches.size(); i++) {
      List<Fleet.Listed> batch = batches.get(i);
      if (titled) {
        String canary = batch.getFirst().place().canary() ? ", canary" : "";
        environment
            .lines()
            .println(
                "    %s%s:".formatted(Batch.title(i + 1, batches.size(), batch.size()), canary));
      }
      String indent = titled ? "      " : "    ";
      batch.forEach(host -> environment.lines().println(indent + host.name()));
    }
    return ExitCode.OK;
  }
}
