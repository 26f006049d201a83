// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.manual.HelpText;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is done with report files; by itself it says what there is. */
@Command(
    name = "report",
    customSynopsis = "hosttrust report COMMAND [OPTION]...",
    description = "Works on files that --report wrote.",
    subcommands = MergeCommand.class)
final class ReportCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  ReportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    environment.errors().printText(HelpText.brief(CommandPages.of(spec.commandLine())));
    return ExitCode.USAGE;
  }
}
