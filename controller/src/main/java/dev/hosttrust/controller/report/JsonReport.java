// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Replacement;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.controller.json.JsonText;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.Halt;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Pause;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.controller.rotation.RotationState;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON lines: an object for the run, an anchor, a warning, a host as it is done, one for the recap.
 * Keys are added in later versions, never renamed; {@code docs/json-output.md} has them all.
 */
public final class JsonReport implements Report {
  private final JsonLines json;
  private final Run run;
  private final Map<String, Integer> batches = new HashMap<>();
  private int notServed;

  /** Begins with what the run is. */
  public JsonReport(Lines out, InstantSource clock, Run run) {
    this.json = new JsonLines(out, clock);
    this.run = run;
    json.print(
        "run",
        members -> {
          members.string("id", run.id());
          members.string("version", run.version());
          members.string("command", run.command());
          run.step().ifPresent(step -> members.string("step", step));
          members.truth("check", run.check());
          members.string("started", run.started().toString());
          run.shard().ifPresent(shard -> shard(members, shard));
        });
  }

  private static void shard(JsonText members, Shard shard) {
    members.number("shard", shard.number());
    members.number("shards", shard.of());
  }

  @Override
  public void anchors(Collection<Anchor> anchors) {
    for (Anchor anchor : anchors) {
      json.print(
          "anchor",
          members -> {
            members.string("name", anchor.name().value());
            members.string("subject", anchor.certificate().subject());
            members.string("not_after", anchor.certificate().notAfter().toString());
            members.string("sha256", anchor.certificate().fingerprint());
            members.strings(
                "registries", anchor.registries().stream().map(Registry::toString).toList());
          });
    }
  }

  @Override
  public void absent(Collection<AbsentAnchor> anchors) {
    for (AbsentAnchor anchor : anchors) {
      json.print(
          "absent",
          members -> {
            members.string("name", anchor.name().value());
            anchor
                .certificate()
                .ifPresent(
                    certificate -> {
                      members.string("subject", certificate.subject());
                      members.string("not_after", certificate.notAfter().toString());
                    });
            members.string(
                "sha256", anchor.certificate().map(CaCertificate::fingerprint).orElse(""));
            members.strings(
                "registries", anchor.registries().stream().map(Registry::toString).toList());
          });
    }
  }

  @Override
  public void warning(String text) {
    json.print("warning", members -> members.string("message", text));
  }

  @Override
  public void bySsh(List<String> hosts, List<String> reasons) {
    for (String host : hosts) {
      json.print(
          "by_ssh",
          members -> {
            members.string("host", host);
            members.strings("reasons", reasons);
          });
    }
  }

  @Override
  public void notServed(int hosts) {
    notServed = hosts;
  }

  @Override
  public void batch(Batch batch) {
    if (batch.of() > 1) {
      batch.hosts().forEach(job -> batches.put(job.name(), batch.number()));
      json.print("batch", members -> batch(members, batch));
    }
  }

  @Override
  public void pausing(Pause pause) {
    json.print(
        "pause",
        members -> {
          members.string("run", run.id());
          batch(members, pause.next());
          members.strings("until", pause.until());
        });
  }

  private static void batch(JsonText members, Batch batch) {
    members.number("batch", batch.number());
    members.number("batches", batch.of());
    members.number("hosts", batch.hosts().size());
  }

  @Override
  public void done(HostResult result) {
    Integer batch = batches.remove(result.host());
    json.print(
        "host",
        members -> {
          members.string("host", result.host());
          members.string("status", Status.of(result.outcome()).id());
          members.number("milliseconds", result.took().toMillis());
          if (batch != null) {
            members.number("batch", batch);
          }
          outcome(members, result.outcome(), result.diff());
          daemons(members, result.outcome());
        });
  }

  private static void outcome(JsonText members, Outcome outcome, List<FileDiff> diff) {
    switch (outcome) {
      case Unchanged unchanged -> {
        members.strings("warnings", unchanged.warnings());
        ProofJson.write(members, "evidence", unchanged.evidence().proofs());
      }
      case Changed changed -> {
        members.strings("warnings", changed.warnings());
        replaces(members, changed.plan());
        diff(members, diff);
        ProofJson.write(members, "evidence", changed.evidence().proofs());
      }
      case WouldChange would -> {
        members.strings("warnings", would.plan().warnings());
        replaces(members, would.plan());
        pending(members, would.plan());
        diff(members, diff);
      }
      case Failed failed -> members.strings("reasons", failed.reasons());
      case Unreachable unreachable -> members.strings("reasons", List.of(unreachable.reason()));
      case Skipped skipped -> members.strings("reasons", List.of(skipped.reason()));
    }
  }

  private static void daemons(JsonText members, Outcome outcome) {
    if (outcome.daemons().isEmpty()) {
      return;
    }
    members.objects(
        "daemons",
        outcome.daemons(),
        (object, daemon) -> {
          object.string("daemon", daemon.name());
          object.string("service", daemon.service());
          object.string("started", daemon.started().toString());
          object.truth("stale", daemon.isStale());
          object.strings("unseen", daemon.unseen());
        });
    members.strings("stale", outcome.stale().stream().map(DaemonState::name).toList());
  }

  private static void replaces(JsonText members, Plan plan) {
    certificates(members, "replaces", plan.replacements());
    certificates(members, "removes", plan.removals());
    if (!plan.notes().isEmpty()) {
      members.strings("notes", plan.notes());
    }
  }

  private static void certificates(JsonText members, String name, List<Replacement> files) {
    members.objects(
        name,
        files,
        (object, replacement) -> {
          object.string("path", replacement.path());
          object.objects(
              "certificates",
              replacement.certificates(),
              (certificate, ca) -> {
                certificate.string("subject", ca.subject());
                certificate.string("not_after", ca.notAfter().toString());
                certificate.string("sha256", ca.fingerprint());
              });
        });
  }

  private static void pending(JsonText members, Plan plan) {
    members.objects(
        "pending",
        plan.stepsByStore().entrySet(),
        (object, store) -> {
          object.string("store", store.getKey());
          object.number("steps", store.getValue());
        });
  }

  private static void diff(JsonText members, List<FileDiff> diffs) {
    members.objects(
        "diff",
        diffs,
        (object, diff) -> {
          object.string("path", diff.path());
          object.lines("text", diff.lines());
        });
  }

  @Override
  public void finished(RunEnd end) {
    for (HostKeyVerdict.Unknown unknown : end.unknownHostKeys()) {
      json.print(
          "unknown_host_key",
          members -> {
            members.string("name", unknown.name());
            members.string("fingerprint", unknown.key().fingerprint());
            members.string("known_hosts_line", unknown.line());
          });
    }
    end.halt().ifPresent(this::halted);
    Recap recap = end.recap();
    json.print(
        "recap",
        members -> {
          members.string("run", run.id());
          members.number("hosts", recap.hosts());
          members.number("ok", recap.ok());
          members.number("changed", recap.changed());
          members.number("would_change", recap.wouldChange());
          members.number("failed", recap.failed());
          members.number("unreachable", recap.unreachable());
          members.number("skipped", recap.skipped());
          members.number("not_served", notServed);
          members.truth("halted", end.halt().isPresent());
          members.truth("interrupted", end.interrupted());
          members.number("milliseconds", end.took().toMillis());
        });
  }

  @Override
  public void rotation(String step, RotationState state) {
    new RotationJson(json).print(step, false, state);
  }

  private void halted(Halt halt) {
    json.print(
        "halted",
        members -> {
          members.string("reason", halt.reason());
          members.number("batch", halt.batch());
          members.number("batches", halt.of());
          members.number("hosts_done", halt.done().size());
          members.number("hosts_left", halt.left().size());
        });
  }
}
