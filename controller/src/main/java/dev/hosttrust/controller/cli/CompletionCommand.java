// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shell completion. */
@Command(
    name = "completion",
    description = "Prints the completion script for bash and zsh.",
    footerHeading = "Use",
    footer = {
      "  source <(hosttrust completion)          this shell",
      "  hosttrust completion > ~/.local/share/bash-completion/completions/hosttrust",
      "                                          every bash of yours",
    })
final class CompletionCommand implements Callable<Integer> {
  private final Environment environment;

  CompletionCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    environment.out().print(CompletionScript.of(new CommandRunner(environment).commandLine()));
    return ExitCode.OK;
  }
}
