// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.Survey;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.report.FoundOnHosts;
import dev.hosttrust.controller.report.ListingJson;
import dev.hosttrust.controller.report.ListingText;
import dev.hosttrust.controller.report.Progress;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.FailureLimit;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.Pauses;
import dev.hosttrust.controller.rollout.Place;
import dev.hosttrust.controller.rollout.Work;
import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.inventories.connection.TrustVariables;
import dev.hosttrust.inventories.nodeset.NodeSet;
import dev.hosttrust.words.ProblemsException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists what the hosts of a fleet trust, from the flags to the report and the exit code. */
public final class ListTask {
  private static final Mode MODE = new Mode("list", true, false);

  private final Environment environment;
  private final String version;
  private final FleetFlags flags;
  private final @Nullable String expiresWithin;
  private final FleetFindings findings = new FleetFindings();

  /**
   * @param version of the program, for the report
   * @param expiresWithin {@code --expires-within}; null for all anchors
   */
  public ListTask(
      Environment environment, String version, FleetFlags flags, @Nullable String expiresWithin) {
    this.environment = environment;
    this.version = version;
    this.flags = flags;
    this.expiresWithin = expiresWithin;
  }

  /**
   * Runs it and returns the exit code: where all of all hosts was looked at, {@link
   * ExitCode#CHANGES_PENDING} if an anchor expires within the given time, or has.
   *
   * @throws ProblemsException with all that is wrong with the input, before a host is touched
   */
  public int run() throws InterruptedException {
    flags.run().check(MODE, findings.common());
    Instant now = environment.clock().instant();
    FoundOnHosts found =
        new FoundOnHosts(now, Within.read(expiresWithin, findings.common()).map(now::plus));
    InventoryReader reader =
        new InventoryReader(environment, flags.inventory(), flags.vault(), findings.common());
    Optional<InventoryReader.Contents> contents = reader.read();
    List<InventoryHost> hosts =
        new HostTurns(findings)
            .of(contents.map(reader::selected).orElse(List.of()), List.of()).stream()
                .map(HostTurns.Turn::host)
                .toList();
    if (flags.run().listHosts()) {
      findings.throwIfFailed();
      List<Fleet.Listed> listed =
          hosts.stream().map(host -> new Fleet.Listed(host.name(), Place.ANYWHERE)).toList();
      return HostNamesList.print(environment, List.of(listed), "", findings);
    }
    int code =
        look(hosts, found, names -> contents.map(c -> c.inventory().word(names)).orElseThrow());
    if (code != ExitCode.OK) {
      return code;
    }
    if (found.hasUnreadable()) {
      return ExitCode.HOST_FAILED;
    }
    return found.hasExpiring() ? ExitCode.CHANGES_PENDING : ExitCode.OK;
  }

  private int look(List<InventoryHost> hosts, FoundOnHosts found, Function<NodeSet, String> words)
      throws InterruptedException {
    RecordFlags record = RecordFlags.of(List.of());
    try (Earlier none =
            Earlier.read(environment, record, flags.restart(), true, findings.common());
        Connections connections =
            Connections.open(environment, flags.connection(), flags.become(), findings)) {
      List<HostJob> jobs =
          hosts.stream().flatMap(host -> job(host, connections, found).stream()).toList();
      findings.throwIfFailed();
      Run about =
          new Run(
              none.runId(environment),
              version,
              MODE.command(),
              true,
              found.now(),
              Optional.empty(),
              List.of());
      List<Batch> batch = List.of(new Batch(1, 1, jobs));
      try (Reporting reporting =
              Reporting.open(environment, flags, MODE, about, findings.common());
          RunRecord kept = RunRecord.open(environment, about, record, flags.inventory(), none)) {
        RunReport report =
            reporting.begin(
                jobs,
                kept,
                (progress, names) -> printer(about, found, progress, names, words),
                List.of());
        findings.warnings().forEach(report.all()::warning);
        report.all().notServed(findings.notServed());
        connections.hostsBySsh().forEach((reasons, by) -> report.all().bySsh(by, reasons));
        int code =
            new CheckedRollout(
                    flags.run().settings(MODE, false),
                    batch,
                    FailureLimit.NONE,
                    Pauses.NONE,
                    flags,
                    connections,
                    report,
                    kept)
                .run();
        return report.exitCode(code, kept.problems());
      }
    }
  }

  private Report printer(
      Run about,
      FoundOnHosts found,
      Progress progress,
      List<String> hosts,
      Function<NodeSet, String> words) {
    return switch (flags.run().output()) {
      case JSON -> new ListingJson(environment.lines(), environment.clock(), about, found);
      case TEXT ->
          new ListingText(
              environment.lines(), progress, found, hosts, words, flags.run().verbose());
    };
  }

  private Optional<HostJob> job(InventoryHost host, Connections connections, FoundOnHosts found) {
    boolean become = flags.become().become();
    Optional<TreeRoot> root =
        findings.read(host.name(), () -> Fleet.tree(host, TrustVariables.of(host).root()));
    return findings
        .read(host.name(), () -> ConnectionVariables.of(host, become))
        .flatMap(variables -> connections.opener(host.name(), variables))
        .flatMap(
            opener ->
                root.map(Survey::new)
                    .map(
                        survey ->
                            new Work.Look(
                                shell ->
                                    survey.run(shell, listing -> found.add(host.name(), listing))))
                    .map(look -> new HostJob(host.name(), look, opener, Place.ANYWHERE)));
  }
}
