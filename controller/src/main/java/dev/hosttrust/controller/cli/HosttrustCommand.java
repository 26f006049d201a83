// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program itself: without a command it says what there is. */
@Command(
    name = "hosttrust",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Puts a private CA onto every host of a fleet: the difference first, proof after.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hosttrust diff    -i inventory.ini -b --ca pki/ca.crt --name harbor",
      "  hosttrust rollout -i inventory.ini -b --ca pki/ca.crt --name harbor",
      "  hosttrust demo",
      "",
      "'hosttrust rollout --help' explains each option.",
    })
final class HosttrustCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "With an error, show where in the program it arose.")
  @SuppressWarnings("unused") // CommandRunner looks for the word itself
  private boolean stacktrace;

  HosttrustCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(environment.err());
    return ExitCode.USAGE;
  }
}
