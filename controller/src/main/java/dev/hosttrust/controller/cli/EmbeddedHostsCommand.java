// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.demo.DemoFleet;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The demo's hosts alone, until standard input ends; says in one line where their files are. */
@Command(name = "embedded-hosts", hidden = true, description = "Serves the demo's hosts.")
final class EmbeddedHostsCommand implements Callable<Integer> {
  private final Environment environment;

  EmbeddedHostsCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, GeneralSecurityException {
    if (!DemoFleet.possible()) {
      throw DemoCommand.impossible();
    }
    try (DemoFleet fleet = DemoFleet.start()) {
      environment.lines().println(fleet.directory().toString());
      environment.out().flush();
      environment.in().transferTo(OutputStream.nullOutputStream());
    }
    return ExitCode.OK;
  }
}
