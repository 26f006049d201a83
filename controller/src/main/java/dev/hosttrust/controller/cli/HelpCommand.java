// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.manual.HelpText;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The same as {@code --help}, for those who type {@code help}. */
@Command(
    name = "help",
    customSynopsis = "hosttrust help [COMMAND]",
    description = "Explains a command.")
final class HelpCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "Which one. Without, all of them are listed.")
  private @Nullable String command;

  HelpCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    CommandLine program = new CommandRunner(environment).commandLine();
    CommandLine explained = command == null ? program : program.getSubcommands().get(command);
    if (explained == null) {
      throw new CommandLine.UnmatchedArgumentException(program, List.of(command));
    }
    environment.lines().printText(HelpText.brief(CommandPages.of(explained)));
    return ExitCode.OK;
  }
}
