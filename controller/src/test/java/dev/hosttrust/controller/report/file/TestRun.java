// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.Reports;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.Halt;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Phase;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.testhosts.TestCa;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A run that never was: tells reports what a rollout would, in a time of its own. What comes of a
 * host follows from its number.
 */
final class TestRun {
  static final Instant START = Instant.parse("2026-11-02T03:04:00Z");
  static final Anchor ANCHOR = anchor();

  private static final int FORKS = 32;

  private final Run description;
  private final FileReports writer;
  private final List<FileReports> shards = new ArrayList<>();
  private Report report;
  private Instant now = START;
  private Recap recap = Recap.NONE;

  /** A host that is worked on. */
  private record Working(HostResult result, Instant end) {}

  private TestRun(boolean check, List<ReportFile> files, boolean pendingFails) {
    String command = check ? "diff" : "rollout";
    description =
        new Run("0123456789abcdef", "1.0", command, check, START, Optional.empty(), List.of());
    writer = new FileReports(files, clock(), description, names(), pendingFails);
    report = writer.all();
  }

  /**
   * Has controllers of so many shards report the same run, each the hosts of its own, into files
   * with the shard's number behind the name: {@code part-1.json}.
   */
  TestRun sharded(int of, Path directory) {
    List<Report> all = new ArrayList<>(List.of(report));
    for (int number = 1; number <= of; number++) {
      Shard shard = new Shard(number, of);
      Run run =
          new Run(
              "shard-" + number,
              description.version(),
              description.command(),
              description.check(),
              START,
              Optional.of(shard),
              List.of());
      List<ReportFile> files = files(directory.resolve("part-%d.json".formatted(number)));
      FileReports reports = new FileReports(files, clock(), run, names(), false);
      shards.add(reports);
      all.add(new OnlyShard(shard, reports.all()));
    }
    report = new Reports(all);
    return this;
  }

  static TestRun rollout(Path... files) {
    return new TestRun(false, files(files), false);
  }

  static TestRun dryRun(boolean pendingFails, Path... files) {
    return new TestRun(true, files(files), pendingFails);
  }

  private static List<ReportFile> files(Path... files) {
    return Stream.of(files)
        .map(file -> new ReportFile(ReportKind.of(file).orElseThrow(), file))
        .toList();
  }

  private static List<String> names() {
    return IntStream.range(0, 10_000).mapToObj(TestRun::name).toList();
  }

  private static String name(int number) {
    return "node%05d.example.com".formatted(number);
  }

  private InstantSource clock() {
    return () -> now;
  }

  private static Anchor anchor() {
    try {
      return new Anchor(
          new AnchorName("harbor.example.com"),
          CaCertificate.ofDer(TestCa.named("Harbor CA").der()),
          List.of(Registry.parse("harbor.example.com:8443")));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins, and tells what the hosts shall trust. */
  TestRun begun(String... warnings) {
    report.anchors(List.of(ANCHOR));
    List.of(warnings).forEach(report::warning);
    return this;
  }

  /** Tells what the hosts shall trust no longer. */
  TestRun absent(AbsentAnchor... anchors) {
    report.absent(List.of(anchors));
    return this;
  }

  /** So many hosts were left out. */
  TestRun notServed(int hosts) {
    report.notServed(hosts);
    return this;
  }

  /** So many hosts in batches that grow: one, a tenth, the rest. */
  TestRun hosts(int count) {
    int tenth = Math.max(1, count / 10);
    int[] ends = {Math.min(1, count), Math.min(1 + tenth, count), count};
    int begin = 0;
    for (int batch = 0; batch < ends.length; batch++) {
      List<HostResult> results = new ArrayList<>();
      for (int i = begin; i < ends[batch]; i++) {
        results.add(result(i));
      }
      report.batch(new Batch(batch + 1, ends.length, jobs(results)));
      work(results);
      begin = ends[batch];
    }
    return this;
  }

  /** One host with this outcome. */
  TestRun host(String name, Outcome outcome, FileDiff... diff) {
    work(List.of(new HostResult(name, outcome, List.of(diff), Duration.ofMillis(1234))));
    return this;
  }

  /** Ends, halted in its second batch, and so writes the files. */
  void halted(String reason) {
    Halt halt = new Halt(reason, 2, 3, List.of(), List.of("left"));
    Duration took = Duration.between(START, now);
    finish(new RunEnd(recap, List.of(), Optional.of(halt), false, took));
  }

  /** Ends, interrupted by Ctrl-C, and so writes the files. */
  void interrupted() {
    Duration took = Duration.between(START, now);
    finish(new RunEnd(recap, List.of(), Optional.empty(), true, took));
  }

  /** Ends, and so writes the files. */
  void end() {
    finish(new RunEnd(recap, List.of(), Duration.between(START, now)));
  }

  private void finish(RunEnd end) {
    report.finished(end);
    writer.write();
    shards.forEach(FileReports::write);
  }

  /** Why files could not be written. */
  List<String> problems() {
    return writer.problems();
  }

  private static List<HostJob> jobs(List<HostResult> results) {
    Wanted wanted = new Wanted(TreeRoot.SYSTEM, new TrustSpec(List.of(ANCHOR)), Stores.DEFAULT);
    HostJob.Opener nobody =
        () -> {
          throw new IllegalStateException("no host is connected to");
        };
    return results.stream().map(result -> new HostJob(result.host(), wanted, nobody)).toList();
  }

  private void work(List<HostResult> results) {
    Queue<Working> working = new PriorityQueue<>(Comparator.comparing(Working::end));
    for (HostResult result : results) {
      if (working.size() == FORKS) {
        done(working.remove());
      }
      if (!(result.outcome() instanceof Skipped)) {
        report.phase(result.host(), Phase.CONNECTING);
      }
      working.add(new Working(result, now.plus(result.took())));
    }
    while (!working.isEmpty()) {
      done(working.remove());
    }
  }

  private void done(Working working) {
    now = working.end();
    recap = recap.plus(working.result().outcome());
    report.done(working.result());
  }

  private HostResult result(int number) {
    Outcome outcome = outcome(number);
    List<FileDiff> diff =
        outcome instanceof Changed || outcome instanceof WouldChange
            ? TestDiff.of(number % 3)
            : List.of();
    if (outcome instanceof Skipped) {
      return new HostResult(name(number), outcome, diff, Duration.ZERO);
    }
    long took = outcome instanceof Changed ? 1100 + number * 37 % 900 : 60 + number * 13 % 90;
    return new HostResult(
        name(number),
        outcome,
        diff,
        Duration.ofMillis(outcome instanceof Unreachable ? 10_000 : took));
  }

  private Outcome outcome(int number) {
    if (number % 97 == 96) {
      return new Unreachable(
          "10.0.%d.%d:22: connection refused".formatted(number / 250, number % 250));
    }
    if (number % 41 == 40) {
      return new Failed(
          List.of("/etc/ssl/certs is on a read-only file system", "remount it, or leave it out"));
    }
    if (number % 211 == 210) {
      return new Skipped("interrupted before it was begun");
    }
    if (number % 4 == 3) {
      return new Unchanged(evidence(), List.of());
    }
    return description.check()
        ? new WouldChange(plan(3, 0))
        : new Changed(plan(3, 0), evidence(), List.of());
  }

  static Plan plan(int system, int docker) {
    SequencedMap<String, Integer> steps = new LinkedHashMap<>();
    steps.put("system", system);
    steps.put("docker", docker);
    return new Plan(List.of(), new LinkedHashMap<>(), List.of(), steps, List.of());
  }

  /** What was read back from a host that trusts the anchor. */
  static Evidence evidence() {
    String name = ANCHOR.name().value();
    String digest = ANCHOR.certificate().fingerprint();
    return new Evidence(
        List.of(
            new Proof(
                "system", name, Proof.Kind.BUNDLE, "/etc/ssl/certs/ca-certificates.crt", digest),
            new Proof("system", name, Proof.Kind.HASH_LINK, "/etc/ssl/certs/9be093be.0", digest),
            new Proof(
                "docker",
                name,
                Proof.Kind.FILE,
                "/etc/docker/certs.d/harbor.example.com:8443/ca.crt",
                "0".repeat(64))));
  }
}
