// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.report.Status;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Metrics for the textfile collector of Prometheus' node_exporter; docs/reports.md has them all.
 * Names and units follow Prometheus' own conventions: base units, {@code _timestamp_seconds} for
 * times.
 */
final class MetricsDocument {
  private final RecordedRun run;
  private final RunEnd end;
  private final List<HostRecord> hosts;
  private final List<List<Proof>> evidence;
  private final List<SequencedMap<String, Integer>> pending;
  private final Map<String, Instant> notAfter = new HashMap<>();

  MetricsDocument(RecordedRun run, RunEnd end) {
    this.run = run;
    this.end = end;
    this.hosts = run.hosts();
    this.evidence = run.texts().evidence().values();
    this.pending = run.texts().pending().values();
    for (Anchors.Named anchor : Anchors.distinct(run.anchors())) {
      notAfter.merge(anchor.name(), anchor.notAfter(), MetricsDocument::earlier);
      notAfter.put(anchor.sha256(), anchor.notAfter());
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  void writeTo(Writer out) throws IOException {
    Metrics metrics = new Metrics(out);
    ofTheRun(metrics);
    ofAnchors(metrics);
    ofHosts(metrics);
    ofStores(metrics);
    ofDaemons(metrics);
  }

  private void ofTheRun(Metrics metrics) throws IOException {
    Run about = run.run();
    metrics.gauge("hosttrust_run_info", "The last run; always 1.");
    metrics.sample(1, labels(about));
    metrics.gauge("hosttrust_run_start_timestamp_seconds", "When the last run began.");
    metrics.sample(seconds(about.started()));
    metrics.gauge("hosttrust_run_end_timestamp_seconds", "When the last run ended.");
    metrics.sample(seconds(run.zero().plus(end.took())));
    metrics.gauge("hosttrust_run_halted", "1 if too many hosts failed for the last run to go on.");
    metrics.sample(end.halt().isPresent() ? 1 : 0);
    metrics.gauge("hosttrust_run_interrupted", "1 if the last run was interrupted.");
    metrics.sample(end.interrupted() ? 1 : 0);
    metrics.gauge("hosttrust_run_hosts", "How many hosts of the last run had an outcome.");
    for (Status status : Status.values()) {
      metrics.sample(StatusCount.of(end.recap(), status), "outcome", status.id());
    }
  }

  private static String[] labels(Run about) {
    List<String> labels =
        new ArrayList<>(
            List.of(
                "run",
                about.id(),
                "version",
                about.version(),
                "command",
                about.command(),
                "check",
                Boolean.toString(about.check())));
    about.shard().ifPresent(shard -> labels.addAll(List.of("shard", shard.toString())));
    return labels.toArray(String[]::new);
  }

  private void ofAnchors(Metrics metrics) throws IOException {
    metrics.gauge(
        "hosttrust_anchor_not_after_timestamp_seconds", "When the anchor's certificate expires.");
    for (Anchors.Named anchor : Anchors.distinct(run.anchors())) {
      metrics.sample(
          seconds(anchor.notAfter()), "anchor", anchor.name(), "sha256", anchor.sha256());
    }
  }

  private void ofHosts(Metrics metrics) throws IOException {
    metrics.gauge("hosttrust_host_outcome", "What came of the host in the last run; always 1.");
    for (HostRecord host : hosts) {
      metrics.sample(1, "host", host.host(), "outcome", host.status().id());
    }
    metrics.gauge(
        "hosttrust_host_duration_seconds",
        "How long the last run took for the host, with waiting.");
    for (HostRecord host : hosts) {
      metrics.sample(host.took().toMillis() / 1000.0, "host", host.host());
    }
  }

  /** Nothing is said of the stores of a host that was not looked at, or failed. */
  private void ofStores(Metrics metrics) throws IOException {
    metrics.gauge(
        "hosttrust_host_trusted",
        "1 if the host's store has all anchors that it shall have, and none of those that go; 0 if"
            + " something is to be changed there.");
    for (HostRecord host : hosts) {
      for (Map.Entry<String, Integer> store : pending.get(host.pending()).entrySet()) {
        metrics.sample(store.getValue() == 0 ? 1 : 0, "host", host.host(), "store", store.getKey());
      }
    }
    metrics.gauge("hosttrust_host_pending_steps", "What is to be changed in the host's store.");
    for (HostRecord host : hosts) {
      for (Map.Entry<String, Integer> store : pending.get(host.pending()).entrySet()) {
        metrics.sample(store.getValue(), "host", host.host(), "store", store.getKey());
      }
    }
    metrics.gauge(
        "hosttrust_host_not_after_timestamp_seconds",
        "When the first of the anchors expires that were read back from the host's store.");
    for (HostRecord host : hosts) {
      for (String store : pending.get(host.pending()).sequencedKeySet()) {
        Optional<Instant> first = firstToExpire(evidence.get(host.evidence()), store);
        if (first.isPresent()) {
          metrics.sample(seconds(first.get()), "host", host.host(), "store", store);
        }
      }
    }
  }

  private void ofDaemons(Metrics metrics) throws IOException {
    metrics.gauge(
        "hosttrust_host_daemon_stale",
        "1 if the host's daemon owes a restart because it reads trust only when it starts, else"
            + " 0.");
    List<SequencedMap<String, Boolean>> daemons = run.texts().daemons().values();
    for (HostRecord host : hosts) {
      for (Map.Entry<String, Boolean> daemon : daemons.get(host.daemons()).entrySet()) {
        metrics.sample(daemon.getValue() ? 1 : 0, "host", host.host(), "daemon", daemon.getKey());
      }
    }
  }

  private Optional<Instant> firstToExpire(List<Proof> proofs, String store) {
    return proofs.stream()
        .filter(proof -> proof.store().equals(store))
        .flatMap(
            proof ->
                Stream.of(proof.sha256(), proof.anchor())
                    .map(notAfter::get)
                    .filter(time -> time != null)
                    .limit(1))
        .min(Instant::compareTo);
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }
}
