// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.controller.json.JsonText;
import dev.hosttrust.controller.report.ProofJson;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.report.Status;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Pause;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.controller.trust.TrustSummary;
import dev.hosttrust.controller.trust.TrustSummary.AnchorSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;

/**
 * The lines of a journal: JSON objects, each with its type. {@link JournalReader} reads them. A
 * reader passes over types and members that it does not know, so that a later version may add some;
 * where that is not enough, {@link #FORMAT} grows.
 */
final class JournalLines {
  static final int FORMAT = 1;

  private JournalLines() {}

  /** The first line: what is to be done, and where. */
  static String rollout(Invocation invocation, Optional<Shard> shard, List<HostJob> jobs) {
    SequencedMap<TrustSummary, Integer> trusts = new LinkedHashMap<>();
    SequencedMap<Group, List<String>> groups = new LinkedHashMap<>();
    for (HostJob job : jobs) {
      TrustSummary trust = TrustSummary.of(job.wanted());
      int number = trusts.computeIfAbsent(trust, t -> trusts.size());
      groups
          .computeIfAbsent(new Group(number, job.wanted().root().path()), g -> new ArrayList<>())
          .add(job.name());
    }
    List<String> order = jobs.stream().map(HostJob::name).toList();
    return JsonText.object(
        json -> {
          json.string("type", "rollout");
          json.number("format", FORMAT);
          invocation(json, invocation);
          shard.ifPresent(part -> json.string("shard", part.toString()));
          json.strings("hosts", order);
          json.objects("trust", trusts.keySet(), JournalLines::trust);
          json.objects("groups", groups.entrySet(), JournalLines::group);
        });
  }

  /** Hosts with the same trust, and the same place for it. */
  private record Group(int trust, String root) {}

  private static void group(JsonText json, Map.Entry<Group, List<String>> entry) {
    json.number("trust", entry.getKey().trust());
    json.string("root", entry.getKey().root());
    json.strings("hosts", entry.getValue());
  }

  private static void trust(JsonText json, TrustSummary trust) {
    json.string("stores", trust.stores());
    json.string("containerd_config_path", trust.containerdConfigPath());
    json.objects("anchors", trust.anchors(), JournalLines::anchor);
    if (!trust.absent().isEmpty()) {
      json.objects("absent", trust.absent(), JournalLines::anchor);
    }
  }

  private static void anchor(JsonText json, AnchorSummary anchor) {
    json.string("name", anchor.name());
    json.string("subject", anchor.subject());
    json.string("sha256", anchor.sha256());
    json.string("file_sha256", anchor.fileSha256());
    json.strings("registries", anchor.registries());
  }

  /** Somebody goes on with the rollout. */
  static String resumed(Invocation invocation) {
    return JsonText.object(
        json -> {
          json.string("type", "resumed");
          invocation(json, invocation);
        });
  }

  private static void invocation(JsonText json, Invocation invocation) {
    json.string("time", invocation.begun().toString());
    json.string("version", invocation.version());
    json.strings("command", invocation.command());
    json.string("directory", invocation.directory());
  }

  /** The rollout waits between two batches, until it {@link #wentOn} or comes to its end. */
  static String paused(Instant now, Pause pause) {
    return JsonText.object(
        json -> {
          head(json, "paused", now);
          json.number("batch", pause.next().number());
          json.number("batches", pause.next().of());
          json.number("hosts", pause.next().hosts().size());
          json.strings("until", pause.until());
        });
  }

  /** The wait is over, and the next batch begins. */
  static String wentOn(Instant now) {
    return JsonText.object(json -> head(json, "went_on", now));
  }

  /** A host is about to be changed. */
  static String changing(Instant now, String host) {
    return JsonText.object(
        json -> {
          head(json, "changing", now);
          json.string("host", host);
        });
  }

  /** Evidence that hosts from here on share. */
  static String evidence(int number, List<Proof> proofs) {
    return JsonText.object(
        json -> {
          json.string("type", "evidence");
          json.number("number", number);
          ProofJson.write(json, "proofs", proofs);
        });
  }

  /**
   * What came of a host.
   *
   * @param evidence the number of its evidence; empty where it stands in this line
   */
  static String host(Instant now, HostResult result, OptionalInt evidence) {
    return JsonText.object(
        json -> {
          head(json, "host", now);
          json.string("host", result.host());
          json.string("status", Status.of(result.outcome()).id());
          json.number("milliseconds", result.took().toMillis());
          json.strings("notes", Printable.shortened(notes(result.outcome())));
          stale(result.outcome()).ifPresent(daemons -> json.strings("stale", daemons));
          evidence.ifPresent(number -> json.number("evidence", number));
          if (evidence.isEmpty()) {
            ProofJson.write(json, "proofs", proofs(result.outcome()));
          }
        });
  }

  private static List<String> notes(Outcome outcome) {
    return switch (outcome) {
      case Unchanged unchanged -> unchanged.warnings();
      case Changed changed -> changed.warnings();
      case WouldChange _ -> List.of();
      case Failed failed -> failed.reasons();
      case Unreachable unreachable -> List.of(unreachable.reason());
      case Skipped skipped -> List.of(skipped.reason());
    };
  }

  /** The daemons that owe a restart; empty where the outcome does not tell. */
  private static Optional<List<String>> stale(Outcome outcome) {
    return switch (outcome) {
      case Unchanged _, Changed _ ->
          Optional.of(outcome.stale().stream().map(DaemonState::name).toList());
      case WouldChange _, Failed _, Unreachable _, Skipped _ -> Optional.empty();
    };
  }

  /** What was read back from the host. */
  static List<Proof> proofs(Outcome outcome) {
    return switch (outcome) {
      case Unchanged unchanged -> unchanged.evidence().proofs();
      case Changed changed -> changed.evidence().proofs();
      case WouldChange _, Failed _, Unreachable _, Skipped _ -> List.of();
    };
  }

  /** The command came to its end. */
  static String end(Instant now, RunEnd end) {
    return JsonText.object(
        json -> {
          head(json, "end", now);
          json.number("milliseconds", end.took().toMillis());
        });
  }

  private static void head(JsonText json, String type, Instant now) {
    json.string("type", type);
    json.string("time", now.toString());
  }
}
