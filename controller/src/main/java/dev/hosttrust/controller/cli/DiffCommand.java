package dev.hosttrust.controller.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The dry run. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows what a rollout would change, and changes nothing: rollout --check --diff.", ""
    },
    footerHeading = "%nExample:%n",
    footer =
        "  hosttrust diff -i hosts.ini -l nodes -b --ca ca.crt --registry harbor.example.com")
final class DiffCommand implements Callable<Integer> {
  private final Environment environment;

  @ArgGroup(validate = false, heading = "What to trust:%n")
  private SpecOptions spec = new SpecOptions();

  @ArgGroup(validate = false, heading = "%nWhich hosts:%n")
  private InventoryOptions inventory = new InventoryOptions();

  @ArgGroup(validate = false, heading = "%nLogging in:%n")
  private ConnectionOptions connection = new ConnectionOptions();

  @ArgGroup(validate = false, heading = "%nBecoming root:%n")
  private BecomeOptions become = new BecomeOptions();

  @Mixin private RunOptions run = new RunOptions();

  DiffCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new RolloutTask(environment, spec, inventory, connection, become, run)
        .run(new RolloutTask.Mode(true, true));
  }
}
