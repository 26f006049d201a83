// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Pause;
import dev.hosttrust.controller.rollout.Phase;
import dev.hosttrust.inventories.nodeset.NameFolding;
import dev.hosttrust.inventories.nodeset.NodeSet;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Everything that happens, a line each, with the time in front, and the host where it is about one:
 * to be searched with grep. Nothing is folded, and nothing is held back.
 */
public final class LogReport implements Report {
  private final Lines out;
  private final InstantSource clock;
  private final boolean check;
  private int notServed;

  /**
   * Begins with what the run is.
   *
   * @param hosts how many there are
   */
  public LogReport(Lines out, InstantSource clock, Run run, int hosts) {
    this.out = out;
    this.clock = clock;
    this.check = run.check();
    log(
        "run %s: hosttrust %s %s%s%s, %d %s"
            .formatted(
                run.id(),
                run.version(),
                run.words(),
                check ? ", a dry run" : "",
                run.shard().map(shard -> ", " + shard.words()).orElse(""),
                hosts,
                hosts == 1 ? "host" : "hosts"));
    out.flush();
  }

  private void log(String text) {
    out.println(now() + " " + text);
  }

  /** All lines about a host that is done have one time, which is not made anew for each. */
  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  @Override
  public void anchors(Collection<Anchor> anchors) {
    for (Anchor anchor : anchors) {
      CaCertificate ca = anchor.certificate();
      String registries =
          anchor.registries().stream().map(Registry::toString).collect(Collectors.joining(", "));
      log(
          "anchor %s: %s%s"
              .formatted(
                  anchor.name().value(),
                  ca.described(),
                  registries.isEmpty() ? "" : ", for " + registries));
    }
    out.flush();
  }

  @Override
  public void absent(Collection<AbsentAnchor> anchors) {
    for (AbsentAnchor anchor : anchors) {
      log(
          "remove anchor %s%s"
              .formatted(
                  anchor.name().value(),
                  anchor.certificate().map(ca -> ": " + ca.described()).orElse("")));
    }
    out.flush();
  }

  @Override
  public void warning(String text) {
    log("warning: " + text);
    out.flush();
  }

  @Override
  public void bySsh(List<String> hosts, List<String> reasons) {
    hosts.forEach(host -> log(host + ": by ssh for " + String.join(", ", reasons)));
    out.flush();
  }

  @Override
  public void notServed(int hosts) {
    notServed = hosts;
  }

  @Override
  public void batch(Batch batch) {
    List<NodeSet> hosts = NameFolding.fold(batch.hosts().stream().map(HostJob::name).toList());
    log(
        "batch %d of %d: %s"
            .formatted(
                batch.number(),
                batch.of(),
                hosts.stream().map(NodeSet::toString).collect(Collectors.joining(", "))));
    out.flush();
  }

  @Override
  public void pausing(Pause pause) {
    log(pause.text());
    out.flush();
  }

  @Override
  public void phase(String host, Phase phase) {
    log(host + ": " + phase.name().toLowerCase(Locale.ROOT));
    out.flush();
  }

  @Override
  public void done(HostResult result) {
    HostLine line = HostLine.of(result);
    String host = now() + " " + result.host() + ": ";
    out.println(
        String.format(
            Locale.ROOT,
            "%s%s in %.3f s",
            host,
            line.status().word(),
            result.took().toMillis() / 1000.0));
    line.notes().forEach(note -> out.println(host + "  " + note));
    for (FileDiff diff : result.diff()) {
      diff.lines().forEach(text -> out.println(host + "  " + text));
    }
    switch (result.outcome()) {
      case Unchanged unchanged -> evidence(host, unchanged.evidence());
      case Changed changed -> evidence(host, changed.evidence());
      default -> {}
    }
    result.outcome().daemons().forEach(daemon -> daemon(host, daemon));
    out.flush();
  }

  private void evidence(String host, Evidence evidence) {
    for (Proof proof : evidence.proofs()) {
      out.println(host + "  " + ProofText.line(proof));
    }
  }

  private void daemon(String host, DaemonState daemon) {
    String sees =
        daemon.isStale()
            ? "%s a restart for %s"
                .formatted(check ? "would owe" : "owes", String.join(", ", daemon.unseen()))
            : "sees the trust";
    out.println(
        "%s  daemon %s (%s.service), started %s: %s"
            .formatted(host, daemon.name(), daemon.service(), daemon.started(), sees));
  }

  @Override
  public void finished(RunEnd end) {
    end.unknownHostKeys()
        .forEach(key -> log("unknown host key: " + key.line() + " " + key.key().fingerprint()));
    end.halt()
        .ifPresent(halt -> log("halted in batch %d: %s".formatted(halt.batch(), halt.reason())));
    log(
        RecapLine.of(end.recap(), notServed, check, end.took()).stream()
            .map(Styled::text)
            .collect(Collectors.joining()));
    out.flush();
  }
}
