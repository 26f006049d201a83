// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.run.RolloutTask;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main job. */
@Command(
    name = "rollout",
    sortOptions = false,
    customSynopsis = {
      "hosttrust rollout (-i INVENTORY | --kube-nodes) --ca FILE --name NAME"
          + " [--registry HOST[:PORT]]... [OPTION]...",
      "hosttrust rollout (-i INVENTORY | --kube-nodes) --spec FILE [OPTION]...",
      "hosttrust rollout --plan FILE [OPTION]..."
    },
    description = {
      "Makes the hosts of an inventory trust a CA, and proves it.",
      "",
      "Each host is looked at, planned, changed where it differs, and read back. A host on which"
          + " something fails is put back as it was.",
    },
    exitCodeList = {
      "0:every host is as it should be",
      "1:internal error",
      "2:a host failed",
      "3:with --check --detailed-exitcode: changes are pending",
      "4:a host could not be reached",
      "5:bad usage or input, found before any host was touched",
      "8:halted, as too many hosts failed (--max-fail)",
      "99:interrupted"
    },
    footerHeading = "Examples",
    footer = {
      "  See what would change on the group 'nodes', then change it:",
      "    hosttrust rollout -i hosts.ini -l nodes -b --check --diff \\",
      "      --ca ca.crt --name harbor --registry harbor.example.com",
      "    hosttrust rollout -i hosts.ini -l nodes -b \\",
      "      --ca ca.crt --name harbor --registry harbor.example.com",
      "  One host, as root, with a key:",
      "    hosttrust rollout -i node1, -u root --private-key ~/.ssh/id_ed25519 \\",
      "      --ca ca.crt --name harbor",
      "  Many CAs, sudo with a password, results for a program:",
      "    hosttrust rollout -i hosts.ini -b -K --spec trust.yml -o json",
      "  Go on after a failure was repaired:",
      "    hosttrust rollout -i hosts.ini -b -K --spec trust.yml --resume last",
    })
final class RolloutCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Mixin private FleetOptions fleet = new FleetOptions();

  @Mixin private ResumeOptions resume = new ResumeOptions();

  @Mixin private PlanOptions reviewed = new PlanOptions();

  @Mixin private ModeOptions mode = new ModeOptions();

  RolloutCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> words = ShownCommand.of(command.commandLine().getParseResult());
    return new RolloutTask(
            environment,
            Version.number(),
            fleet.flags(),
            resume.flags(words, reviewed.plan),
            mode.of("rollout"))
        .run();
  }
}
