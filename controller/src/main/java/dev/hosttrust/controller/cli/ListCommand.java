// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.run.FleetFlags;
import dev.hosttrust.controller.run.ListTask;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is there. */
@Command(
    name = "list",
    sortOptions = false,
    customSynopsis =
        "hosttrust list (-i INVENTORY | --kube-nodes) [-l PATTERN] [--expires-within 60d] [OPTION]...",
    description = {
      "Lists the CAs that hosts trust beside their distribution's.",
      "",
      "Each certificate once, with the places and hosts where it stands, by the day on which it"
          + " expires; and what somebody should look at, such as files that are not selected, keys"
          + " that lie open, links that lead nowhere. Changes nothing.",
    },
    exitCodeList = {
      "0:every host was looked at",
      "1:internal error",
      "2:a host failed",
      "3:with --expires-within: a certificate expires by then, or has expired",
      "4:a host could not be reached",
      "5:bad usage or input, found before any host was touched",
      "99:interrupted"
    },
    footerHeading = "Examples",
    footer = {
      "  hosttrust list -i hosts.ini -b",
      "  hosttrust list -i hosts.ini -b --expires-within 60d -o json",
    })
final class ListCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(
      names = "--expires-within",
      paramLabel = "N[d|w]",
      description =
          "Only certificates that expire within so many days or weeks, such as 60d, or have expired;"
              + " where there is one, end with 3.")
  private @Nullable String expiresWithin;

  @Mixin private InventoryOptions inventory = new InventoryOptions();

  @Mixin private VaultOptions vault = new VaultOptions();

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Mixin private BecomeOptions become = new BecomeOptions();

  @Mixin private RunOptions run = new RunOptions();

  ListCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    FleetFlags flags =
        FleetFlags.looking(
            inventory.flags(), vault.flags(), connection.flags(), become.flags(), run.flags(false));
    return new ListTask(environment, Version.number(), flags, expiresWithin).run();
  }
}
