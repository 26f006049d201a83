// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.run.Mode;
import dev.hosttrust.controller.run.RecordFlags;
import dev.hosttrust.controller.run.RolloutTask;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The dry run. */
@Command(
    name = "diff",
    sortOptions = false,
    customSynopsis = {
      "hosttrust diff (-i INVENTORY | --kube-nodes) --ca FILE --name NAME"
          + " [--registry HOST[:PORT]]... [OPTION]...",
      "hosttrust diff (-i INVENTORY | --kube-nodes) --spec FILE [OPTION]..."
    },
    description = {
      "Shows what a rollout would change, and changes nothing.",
      "The same as rollout --check --diff.",
    },
    exitCodeList = {
      "0:every host was looked at",
      "1:internal error",
      "2:a host failed",
      "3:with --detailed-exitcode: changes are pending",
      "4:a host could not be reached",
      "5:bad usage or input, found before any host was touched",
      "8:halted, as too many hosts failed (--max-fail)",
      "99:interrupted"
    },
    footerHeading = "Example",
    footer = {
      "  hosttrust diff -i hosts.ini -l nodes -b \\",
      "    --ca ca.crt --name harbor --registry harbor.example.com",
    })
final class DiffCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private FleetOptions fleet = new FleetOptions();

  @Once
  @Common
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the plan to this file, for 'hosttrust rollout --plan FILE'.")
  private @Nullable String out;

  DiffCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    RecordFlags record = new RecordFlags(List.of(), null, null, null, out, false);
    return new RolloutTask(
            environment, Version.number(), fleet.flags(), record, new Mode("diff", true, true))
        .run();
  }
}
