// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.demo.DemoFleet;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The main job on three hosts in this process. */
@Command(
    name = "demo",
    customSynopsis = "hosttrust demo",
    description = {
      "Shows the main job on three SSH hosts inside this process.",
      "They are looked at, rolled out to, and rolled out to again. That needs no root, and touches"
          + " nothing of this system.",
    })
final class DemoCommand implements Callable<Integer> {
  private final Environment environment;

  DemoCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, GeneralSecurityException {
    if (!DemoFleet.possible()) {
      throw impossible();
    }
    try (DemoFleet fleet = DemoFleet.start()) {
      return show(fleet);
    }
  }

  private int show(DemoFleet fleet) {
    Lines out = environment.lines();
    out.printText(
        """
        Three SSH hosts run inside this process, each with a part of a Debian system in a scratch
        directory: node1 is new, node2 trusts last year's CA under the same name, and on node3 a
        run was cut off before update-ca-certificates. A throw-away CA was made for them.
        """);
    int[] codes = {
      run(fleet, "First the difference; nothing is written.", arguments("diff")),
      run(fleet, "Then the rollout.", arguments("rollout")),
      run(fleet, "And again: nothing is left to do.", arguments("rollout")),
    };
    out.println("The hosts are stopped and their files removed.");
    out.flush();
    return Arrays.stream(codes).max().orElse(ExitCode.OK);
  }

  private int run(DemoFleet fleet, String title, String[] args) {
    Lines out = environment.lines();
    out.println(title);
    out.println("$ hosttrust " + String.join(" ", args));
    out.flush();
    Environment inFleet =
        environment
            .in(fleet.directory())
            .with("XDG_STATE_HOME", fleet.directory().resolve("state").toString());
    int code = new CommandRunner(inFleet).run(args);
    out.println("");
    return code;
  }

  static ProblemsException impossible() {
    return ProblemsException.of(
        "the demo's hosts need update-ca-certificates and this system has none; install the"
            + " package ca-certificates, or run the demo elsewhere where this is hosttrust's image");
  }

  /** A command line for the demo's hosts. */
  static String[] arguments(String command) {
    return new String[] {
      command,
      "-i",
      "inventory.ini",
      "--ca",
      "ca.crt",
      "--name",
      DemoFleet.REGISTRY,
      "--registry",
      DemoFleet.REGISTRY
    };
  }
}
