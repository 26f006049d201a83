package dev.hosttrust.controller.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The dry run. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis =
        "hosttrust diff -i INVENTORY (--ca FILE [--registry HOST[:PORT]]... | --spec FILE) [OPTION]...",
    optionListHeading = "%nOptions:%n",
    description = {
      "Shows what a rollout would change, and changes nothing: rollout --check --diff.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  hosttrust diff -i hosts.ini -l nodes -b --ca ca.crt --registry harbor.example.com")
final class DiffCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private FleetOptions fleet = new FleetOptions();

  DiffCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new RolloutTask(environment, fleet).run(new RolloutTask.Mode("diff", true, true));
  }
}
