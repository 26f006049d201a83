// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.run.MergeFlags;
import dev.hosttrust.controller.run.MergeTask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One report of several. */
@Command(
    name = "merge",
    sortOptions = false,
    customSynopsis = "hosttrust report merge PART.json... [--report FILE]... [OPTION]...",
    description = {
      "Makes one report of those of several controllers (--shard).",
      "",
      "It is as if one of them had run all hosts. Of a shard that was run again, the last run counts. Hosts stand in the order of their names.",
    },
    exitCodeList = {
      "0:every host is as it should be",
      "1:internal error, or a report could not be written",
      "2:a host failed",
      "3:with --detailed-exitcode: changes are pending",
      "4:a host could not be reached",
      "5:a part cannot be used, nothing was written; or a shard is missing",
      "8:a shard was halted, as too many hosts failed (--max-fail)",
      "99:a shard was interrupted"
    },
    footerHeading = "Example",
    footer = "  hosttrust report merge part-*.json --report rollout.html --report ci.xml")
final class MergeCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(
      arity = "1..*",
      paramLabel = "PART.json",
      description = "What --report FILE.json wrote, or -o json: the log of a pod, or of several.")
  private List<String> parts = new ArrayList<>();

  @Mixin private ReportOptions report = new ReportOptions();

  @Option(
      names = "--detailed-exitcode",
      description = "Of dry runs, end with 3 where changes are pending.")
  private boolean detailedExitCode;

  MergeCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return new MergeTask(environment, new MergeFlags(parts, report.flags(), detailedExitCode))
        .run();
  }
}
