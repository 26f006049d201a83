// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.run.RecordFlags;
import dev.hosttrust.controller.run.RolloutTask;
import dev.hosttrust.controller.run.RotationStep;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** From one CA to another, without a moment in which a connection fails. */
@Command(
    name = "rotate",
    sortOptions = false,
    customSynopsis = {
      "hosttrust rotate [STEP] -i INVENTORY --name NAME --ca NEW --previous OLD"
          + " [--registry HOST[:PORT]]... [OPTION]...",
      "hosttrust rotate [STEP] -i INVENTORY --spec FILE [OPTION]..."
    },
    description = {
      "Leads from one CA to another, so that no connection fails.",
      "",
      "Its steps are called with the same options: status looks at all hosts and servers, changes"
          + " nothing, and says what is next; add lets the hosts trust the new CA beside the old one;"
          + " finish takes the old CA away, and is refused while a host, a daemon or a server needs"
          + " it. Between add and finish you give the servers certificates of the new CA.",
      "",
      "What a host's variables say of a CA does not count here. Nothing is kept between two steps, so"
          + " one that was cut off is called again.",
    },
    exitCodeList = {
      "0:the step is done, or all hosts were looked at",
      "1:internal error",
      "2:a host failed",
      "3:with --check --detailed-exitcode: changes are pending",
      "4:a host could not be reached",
      "5:bad usage or input, found before any host was touched",
      "6:not yet: after add, a host is left out or a daemon does not see the new CA; finish was"
          + " refused, or a file that hosttrust did not write keeps the old CA",
      "8:halted, as too many hosts failed (--max-fail)",
      "99:interrupted"
    },
    footerHeading = "Examples",
    footer = {
      "  hosttrust rotate add -i hosts.ini -b --name harbor --ca new.crt \\",
      "    --previous old.crt --registry harbor.example.com",
      "  Then change the server's certificate, and with the same options:",
      "  hosttrust rotate finish -i hosts.ini -b --name harbor --ca new.crt \\",
      "    --previous old.crt --registry harbor.example.com",
    })
final class RotateCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "STEP",
      description = "status (the default), add or finish.")
  private RotationStep step = RotationStep.STATUS;

  @Mixin private SpecOptions spec = new SpecOptions();

  @Mixin private RotationOptions rotation = new RotationOptions();

  @Mixin private HostsOptions hosts = new HostsOptions();

  @Mixin private ModeOptions mode = new ModeOptions();

  RotateCommand(Environment environment) {
    this.environment = environment;
  }

  /** It has the options of a rollout; one of them it can only refuse, and say why. */
  static void hideRefusedOptions(CommandSpec command) {
    OptionSpec shard = command.findOption("--shard");
    command.remove(shard).addOption(shard.toBuilder().hidden(true).build());
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> words = new ArrayList<>(ShownCommand.of(command.commandLine().getParseResult()));
    words.add(1, step.word());
    return new RolloutTask(
            environment,
            Version.number(),
            hosts.flags(spec.flags(rotation.flags(step))),
            RecordFlags.of(words),
            mode.of("rotate", step.word()))
        .run();
  }
}
