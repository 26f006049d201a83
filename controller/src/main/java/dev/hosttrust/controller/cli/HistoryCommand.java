// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.journal.History;
import dev.hosttrust.controller.journal.JournalDirectory;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.run.OutputFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The rollouts that there were. */
@Command(
    name = "history",
    sortOptions = false,
    customSynopsis = "hosttrust history [OPTION]...",
    description = "Lists the rollouts of this user on this machine, the newest first.",
    footerHeading = "Examples",
    footer = {
      "  hosttrust history",
      "  hosttrust show last",
      "  hosttrust history -o json | jq -r 'select(.standing != \"done\").id'",
    })
final class HistoryCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default), or json: an object a line.")
  private OutputFormat output = OutputFormat.TEXT;

  HistoryCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    History history =
        new History(JournalDirectory.of(environment.stateDirectory()), environment.lines());
    switch (output) {
      case TEXT -> history.text();
      case JSON -> history.json();
    }
    return ExitCode.OK;
  }
}
