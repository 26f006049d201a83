// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that was said of a run, in a form that grows by some hundred bytes a host. For one thread at
 * a time.
 */
final class RecordedRun implements Report {
  private final InstantSource clock;
  private final Run run;
  private final List<Anchors.Named> anchors = new ArrayList<>();
  private final List<Going> going = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final SequencedMap<Integer, Integer> batches = new TreeMap<>();
  private final Map<String, Integer> batchByHost = new HashMap<>();
  private final Map<String, Instant> begun = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final List<HostRecord> hosts = new ArrayList<>();
  private final HostTexts texts = new HostTexts();
  private @Nullable Instant zero;
  private int notServed;

  /**
   * @param names of all hosts, in the order of the inventory
   */
  RecordedRun(InstantSource clock, Run run, List<String> names) {
    this.clock = clock;
    this.run = run;
    names.forEach(name -> places.put(name, places.size()));
  }

  @Override
  public void anchors(Collection<Anchor> anchors) {
    anchors.stream().map(Anchors.Named::of).forEach(this::anchor);
  }

  void anchor(Anchors.Named anchor) {
    anchors.add(anchor);
  }

  @Override
  public void absent(Collection<AbsentAnchor> anchors) {
    anchors.stream().map(Going::of).forEach(this::going);
  }

  void going(Going certificate) {
    going.add(certificate);
  }

  @Override
  public void warning(String text) {
    warnings.add(text);
  }

  @Override
  public void notServed(int hosts) {
    notServed = hosts;
  }

  /** A run that is one batch has none that is worth a word. */
  @Override
  public void batch(Batch batch) {
    zero();
    if (batch.of() == 1) {
      return;
    }
    batch(batch.number(), batch.hosts().size());
    for (HostJob job : batch.hosts()) {
      batchByHost.put(job.name(), batch.number());
    }
  }

  void batch(int number, int hosts) {
    batches.put(number, hosts);
  }

  @Override
  public void phase(String host, Phase phase) {
    zero();
    begun.putIfAbsent(host, clock.instant());
  }

  @Override
  public void done(HostResult result) {
    Instant start = begun.remove(result.host());
    host(
        HostRecord.of(
            result,
            batchByHost.getOrDefault(result.host(), 0),
            start == null ? Duration.ofMillis(-1) : Duration.between(zero(), start),
            texts));
  }

  void host(HostRecord host) {
    hosts.add(host);
  }

  /**
   * When the hosts were begun with; if no host was, now. How long the run took counts from here as
   * well: what came before, such as a question for a password, is no host's time.
   */
  Instant zero() {
    if (zero == null) {
      zero = clock.instant();
    }
    return zero;
  }

  Run run() {
    return run;
  }

  List<Anchors.Named> anchors() {
    return anchors;
  }

  /** What goes, each once. */
  List<Going> going() {
    return going.stream().distinct().toList();
  }

  /** With one of what was left out, if anything was. */
  List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    if (texts.leftOut() > 0) {
      all.add(
          "%d texts of hosts are left out of this report, because there are too many that differ;"
                  .formatted(texts.leftOut())
              + " --log-file FILE has them");
    }
    return all;
  }

  /** How many hosts were left out because they cannot be served. */
  int notServed() {
    return notServed;
  }

  /** How many hosts each batch has, by its number. */
  SequencedMap<Integer, Integer> batches() {
    return batches;
  }

  /** In the order of the inventory, so that two reports can be compared. */
  List<HostRecord> hosts() {
    return hosts.stream()
        .sorted(Comparator.comparing(host -> places.getOrDefault(host.host(), places.size())))
        .toList();
  }

  HostTexts texts() {
    return texts;
  }
}
