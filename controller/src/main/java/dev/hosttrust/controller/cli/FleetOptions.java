package dev.hosttrust.controller.cli;

import picocli.CommandLine.ArgGroup;

/**
 * The options that say which hosts shall trust what, how they are reached, and how the run goes.
 */
final class FleetOptions {
  @ArgGroup(validate = false, heading = "%nWhat to trust:%n", order = 1)
  SpecOptions spec = new SpecOptions();

  @ArgGroup(validate = false, heading = "%nWhich hosts:%n", order = 2)
  InventoryOptions inventory = new InventoryOptions();

  @ArgGroup(validate = false, heading = "%nVault:%n", order = 3)
  VaultOptions vault = new VaultOptions();

  @ArgGroup(validate = false, heading = "%nLogging in:%n", order = 4)
  ConnectionOptions connection = new ConnectionOptions();

  @ArgGroup(validate = false, heading = "%nBecoming root:%n", order = 5)
  BecomeOptions become = new BecomeOptions();

  @ArgGroup(validate = false, heading = "%nThe run and its output:%n", order = 6)
  RunOptions run = new RunOptions();
}
