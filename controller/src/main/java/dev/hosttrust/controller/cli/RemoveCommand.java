// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.run.RecordFlags;
import dev.hosttrust.controller.run.RolloutTask;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The way back. */
@Command(
    name = "remove",
    sortOptions = false,
    customSynopsis =
        "hosttrust remove -i INVENTORY --name NAME [--ca FILE] [--registry HOST[:PORT]]... [OPTION]...",
    description = {
      "Takes a CA away from the hosts of an inventory, and proves it.",
      "",
      "A host that does not have it is left as it is. A host on which something fails is put back as"
          + " it was. What a host's variables say of a CA does not count here.",
    },
    exitCodeList = {
      "0:no host has it in the stores that were named, or a warning says where",
      "1:internal error",
      "2:a host failed",
      "3:with --check --detailed-exitcode: changes are pending",
      "4:a host could not be reached",
      "5:bad usage or input, found before any host was touched",
      "8:halted, as too many hosts failed (--max-fail)",
      "99:interrupted"
    },
    footerHeading = "Example",
    footer = {
      "  See what would go from the group 'nodes', then remove it:",
      "    hosttrust remove -i hosts.ini -l nodes -b --check --diff \\",
      "      --name harbor --registry harbor.example.com",
      "    hosttrust remove -i hosts.ini -l nodes -b \\",
      "      --name harbor --registry harbor.example.com",
    })
final class RemoveCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Mixin private AbsentOptions absent = new AbsentOptions();

  @Mixin private HostsOptions hosts = new HostsOptions();

  @Mixin private ResumeOptions resume = new ResumeOptions();

  @Mixin private ModeOptions mode = new ModeOptions();

  RemoveCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> words = ShownCommand.of(command.commandLine().getParseResult());
    RecordFlags record = resume.flags(words, null);
    return new RolloutTask(
            environment, Version.number(), hosts.flags(absent.flags()), record, mode.of("remove"))
        .run();
  }
}
