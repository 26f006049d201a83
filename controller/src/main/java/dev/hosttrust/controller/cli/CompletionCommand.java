// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Shell completion. */
@Command(
    name = "completion",
    customSynopsis = "hosttrust completion [bash | zsh]",
    description = {
      "Prints the completion script for bash or zsh.",
      "It completes commands, options, files and values, ids of rollouts, and groups and hosts of"
          + " the inventory on the line. A package has installed it already.",
    },
    footerHeading = "Use",
    footer = {
      "  This shell, bash or zsh:",
      "    source <(hosttrust completion)",
      "  Every bash of yours:",
      "    hosttrust completion bash \\",
      "      >~/.local/share/bash-completion/completions/hosttrust",
      "  Every zsh of yours that has ~/.zfunc in its fpath:",
      "    hosttrust completion zsh >~/.zfunc/_hosttrust",
    })
final class CompletionCommand implements Callable<Integer> {
  /** A shell that there is a script for. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Environment environment;

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      description = "bash or zsh. Without, the script is bash's; in zsh it gets that for zsh.")
  private Shell shell = Shell.BASH;

  CompletionCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    CommandSpec program = new CommandRunner(environment).commandLine().getCommandSpec();
    environment
        .out()
        .print(
            switch (shell) {
              case BASH -> BashCompletion.of(program);
              case ZSH -> ZshCompletion.of(program);
            });
    return ExitCode.OK;
  }
}
