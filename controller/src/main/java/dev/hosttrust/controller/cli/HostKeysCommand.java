// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.report.HostKeyJson;
import dev.hosttrust.controller.report.HostKeyReport;
import dev.hosttrust.controller.report.HostKeyTable;
import dev.hosttrust.controller.run.HostKeysTask;
import dev.hosttrust.controller.run.OutputFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows host keys before anybody logs in, and writes new ones down. */
@Command(
    name = "host-keys",
    sortOptions = false,
    customSynopsis = "hosttrust host-keys -i INVENTORY [-l PATTERN] [--yes] [OPTION]...",
    description = {
      "Shows new and changed host keys, and writes new ones down.",
      "",
      "No host is logged in to, but for jump hosts on the way. New keys are written to known_hosts, where"
          + " UserKnownHostsFile says, after a yes, with hashed names where HashKnownHosts is on;"
          + " changed ones never.",
    },
    exitCodeList = {
      "0:the keys of all hosts are known, by now",
      "4:some are unknown or changed, or a host could not be reached",
      "5:bad usage or input, found before any host was touched"
    },
    footerHeading = "Examples",
    footer = {
      "  hosttrust host-keys -i hosts.ini",
      "  hosttrust host-keys -i hosts.ini -l 'nodes:!node7' --yes -o json",
    })
final class HostKeysCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private InventoryOptions inventory = new InventoryOptions();

  @Mixin private VaultOptions vault = new VaultOptions();

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = {"-f", "--forks"},
      paramLabel = "N",
      description = "How many hosts at once. Default: ${DEFAULT-VALUE}.")
  private int forks = 32;

  @Option(
      names = {"-y", "--yes"},
      description = "Write new keys down without a question.")
  private boolean yes;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default), or json: one object a line.")
  private OutputFormat output = OutputFormat.TEXT;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show hosts whose key is known, too.")
  private boolean verbose;

  HostKeysCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    HostKeyReport report =
        switch (output) {
          case TEXT -> new HostKeyTable(environment.lines(), verbose);
          case JSON -> new HostKeyJson(environment.lines(), environment.clock());
        };
    return new HostKeysTask(
            environment, inventory.flags(), vault.flags(), connection.flags(), forks, yes, report)
        .run();
  }
}
