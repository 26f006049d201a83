// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.demo.DemoFleet;
import dev.hosttrust.controller.demo.ManyHosts;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The demo's hosts alone, until standard input ends; says in one line where their files are. With
 * {@code --many}, so many hosts in their place that do no work, for {@code bench/fleet}: each line
 * of standard input makes them forget what they answered.
 */
@Command(name = "embedded-hosts", hidden = true, description = "Serves the demo's hosts.")
final class EmbeddedHostsCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(names = "--many", paramLabel = "N", description = "So many hosts that do no work.")
  private int many;

  EmbeddedHostsCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, GeneralSecurityException {
    if (!DemoFleet.possible()) {
      throw DemoCommand.impossible();
    }
    try (DemoFleet fleet = DemoFleet.start()) {
      if (many > 0) {
        try (ManyHosts hosts = ManyHosts.start(fleet, many)) {
          serve(fleet, hosts::forget);
        }
      } else {
        serve(fleet, () -> {});
      }
    }
    return ExitCode.OK;
  }

  private void serve(DemoFleet fleet, Runnable line) throws IOException {
    environment.lines().println(fleet.directory().toString());
    environment.out().flush();
    for (int c = environment.in().read(); c >= 0; c = environment.in().read()) {
      if (c == '\n') {
        line.run();
      }
    }
  }
}
