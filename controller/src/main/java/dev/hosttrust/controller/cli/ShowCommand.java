// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.journal.JournalDirectory;
import dev.hosttrust.controller.journal.PastRollout;
import dev.hosttrust.controller.journal.RolloutJson;
import dev.hosttrust.controller.journal.RolloutPage;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.run.OutputFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One rollout, from its journal. */
@Command(
    name = "show",
    sortOptions = false,
    customSynopsis = "hosttrust show (ID | last) [OPTION]...",
    description = {
      "Shows what came of a rollout, and how to go on.",
      "For each host it has the outcome with its reasons, and what was read back.",
    },
    footerHeading = "Examples",
    footer = {
      "  hosttrust show last",
      "  hosttrust show 20261126-061200-3f9c -o json | jq -r 'select(.reasons).host'",
    })
final class ShowCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(
      arity = "1",
      paramLabel = "ID",
      description = "The rollout's, as 'hosttrust history' lists it; or 'last'.")
  private String id = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default), or json: an object a line.")
  private OutputFormat output = OutputFormat.TEXT;

  @Option(
      names = {"-v", "--verbose"},
      description = "Leave no host out, however many there are.")
  private boolean verbose;

  ShowCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PastRollout rollout = JournalDirectory.of(environment.stateDirectory()).read(id);
    switch (output) {
      case TEXT -> new RolloutPage(environment.lines(), verbose).print(rollout);
      case JSON -> RolloutJson.print(environment.lines(), rollout);
    }
    return ExitCode.OK;
  }
}
