// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.process.Signals;
import dev.hosttrust.controller.report.HostKeyReport;
import dev.hosttrust.controller.report.SeenHostKey;
import dev.hosttrust.controller.report.SeenHostKey.Status;
import dev.hosttrust.controller.rollout.Stop;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.inventories.connection.ConnectionKind;
import dev.hosttrust.inventories.connection.ConnectionVariables;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows the host keys of a fleet, and writes the new ones down once the operator says yes. */
public final class HostKeysTask {
  private final Environment environment;
  private final InventoryFlags inventory;
  private final VaultFlags vault;
  private final ConnectionFlags connection;
  private final int forks;
  private final boolean yes;
  private final HostKeyReport report;

  /**
   * @param forks how many hosts are looked at together
   * @param yes whether new keys are written down without a question
   */
  public HostKeysTask(
      Environment environment,
      InventoryFlags inventory,
      VaultFlags vault,
      ConnectionFlags connection,
      int forks,
      boolean yes,
      HostKeyReport report) {
    this.environment = environment;
    this.inventory = inventory;
    this.vault = vault;
    this.connection = connection;
    this.forks = forks;
    this.yes = yes;
    this.report = report;
  }

  /**
   * Runs it and returns the exit code: 0 if the keys of all hosts are known in the end.
   *
   * @throws dev.hosttrust.words.ProblemsException with all that is wrong with the input, before a
   *     host is touched
   */
  public int run() throws InterruptedException {
    FleetFindings findings = new FleetFindings();
    if (forks < 1) {
      findings.common().problem("--forks %d: must be 1 or more".formatted(forks));
    }
    InventoryReader reader = new InventoryReader(environment, inventory, vault, findings.common());
    List<InventoryHost> hosts =
        new HostTurns(findings)
            .of(reader.read().map(reader::selected).orElse(List.of()), List.of()).stream()
                .map(HostTurns.Turn::host)
                .toList();
    try (Connections connections =
        Connections.open(environment, connection, BecomeFlags.NONE, findings)) {
      List<Target> targets =
          hosts.stream().flatMap(host -> target(host, connections, findings).stream()).toList();
      findings.throwIfFailed();
      findings.warnings().forEach(report::note);
      int code = look(targets, connections);
      connections.notWritten().stream()
          .map("new host keys could not be written down: %s"::formatted)
          .forEach(report::note);
      return connections.notWritten().isEmpty() ? code : ExitCode.HOST_UNREACHABLE;
    }
  }

  private static Optional<Target> target(
      InventoryHost host, Connections connections, FleetFindings findings) {
    return findings
        .read(host.name(), () -> ConnectionVariables.of(host, false))
        .filter(variables -> variables.connection() != ConnectionKind.LOCAL)
        .flatMap(variables -> connections.target(host.name(), variables));
  }

  /** Nothing is lost by Ctrl-C, and nothing of ssh's stays behind. */
  private int look(List<Target> targets, Connections connections) throws InterruptedException {
    Runnable end =
        () -> {
          Interrupts.abandonQuickly(connections::abandon);
          System.exit(ExitCode.INTERRUPTED);
        };
    try (Signals _ = new Signals().on("INT", end).on("TERM", end).on("HUP", end)) {
      return look(new HostKeyRounds(targets), connections.hostKeyScan(forks));
    }
  }

  /** Jump hosts come first: who is behind them can be looked at once their keys are known. */
  private int look(HostKeyRounds rounds, HostKeyScan scan) throws InterruptedException {
    boolean allWritten = true;
    Stop never = new Stop();
    for (List<Target> next = rounds.next(); !next.isEmpty(); next = rounds.next()) {
      List<SeenHostKey> seen = scan.look(next, never, looked -> {});
      report.seen(seen);
      int unknown = (int) seen.stream().filter(host -> host.status() == Status.NEW).count();
      boolean write = unknown > 0 && mayWrite(unknown);
      for (int i = 0; i < next.size(); i++) {
        boolean isNew = seen.get(i).status() == Status.NEW;
        if (isNew && write) {
          allWritten &= scan.write(next.get(i), seen.get(i).key().orElseThrow());
        }
        rounds.done(next.get(i), seen.get(i).isGood() || (isNew && write));
      }
      scan.written().forEach(report::written);
    }
    report.seen(rounds.blocked());
    report.finished();
    return rounds.areAllGood() && allWritten ? ExitCode.OK : ExitCode.HOST_UNREACHABLE;
  }

  private boolean mayWrite(int keys) {
    if (yes) {
      return true;
    }
    String question =
        "Compare each new key with 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub' on its host."
            + " Write %s down? (yes or no)".formatted(keys == 1 ? "it" : "the " + keys);
    Optional<String> answer = environment.prompt().askOpenly(question).map(HostKeysTask::plain);
    // An empty line, which the end of input gives as well, is a no: so this comes to an end.
    while (answer.filter(typed -> !List.of("yes", "no", "").contains(typed)).isPresent()) {
      answer = environment.prompt().askOpenly("Please type 'yes' or 'no'").map(HostKeysTask::plain);
    }
    if (answer.isEmpty()) {
      report.note(
          "nothing was written: there is no terminal to ask on; --yes writes new keys down");
    }
    return answer.filter("yes"::equals).isPresent();
  }

  private static String plain(String typed) {
    return typed.strip().toLowerCase(Locale.ROOT);
  }
}
