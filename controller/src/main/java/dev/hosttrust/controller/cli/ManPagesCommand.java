// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.manual.CommandPage;
import dev.hosttrust.controller.manual.ManualPage;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Writes the manual pages, for packages. The same version writes the same bytes: a date is in them
 * only where {@code SOURCE_DATE_EPOCH} says which (reproducible-builds.org).
 */
@Command(
    name = "man-pages",
    hidden = true,
    customSynopsis = "hosttrust man-pages DIRECTORY",
    description = "Writes a manual page for each command.")
final class ManPagesCommand implements Callable<Integer> {
  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  private final Environment environment;

  @Parameters(paramLabel = "DIRECTORY", description = "Where to; it is made.")
  private String directory = "";

  ManPagesCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    Path target = Files.createDirectories(environment.path(directory));
    String date =
        Optional.ofNullable(environment.variables().get(EPOCH))
            .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
            .map(time -> time.atOffset(ZoneOffset.UTC).toLocalDate().toString())
            .orElse("");
    CommandLine program = new CommandRunner(environment).commandLine();
    CommandPage main = CommandPages.of(program);
    List<CommandPage> commands =
        program.getSubcommands().values().stream()
            .filter(command -> !command.getCommandSpec().usageMessage().hidden())
            .map(CommandPages::of)
            .toList();
    write(target, main, date, related(commands));
    for (CommandPage command : commands) {
      write(target, command, date, related(List.of(main)));
    }
    return ExitCode.OK;
  }

  private static List<String> related(List<CommandPage> pages) {
    return Stream.concat(
            pages.stream().map(page -> ManualPage.name(page) + "(1)"),
            Stream.of("ssh_config(5)", "update-ca-certificates(8)"))
        .toList();
  }

  private static void write(Path target, CommandPage page, String date, List<String> related)
      throws IOException {
    ManualPage manual = new ManualPage(page, date, "hosttrust " + Version.number(), related);
    Files.writeString(target.resolve(ManualPage.name(page) + ".1"), manual.roff());
  }
}
