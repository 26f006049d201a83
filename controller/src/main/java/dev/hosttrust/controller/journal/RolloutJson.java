// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import dev.hosttrust.controller.json.JsonText;
import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.controller.report.ProofJson;

/** A rollout for programs: an object for the whole, then one a host. */
public final class RolloutJson {
  private RolloutJson() {}

  public static void print(Lines out, PastRollout rollout) {
    out.printJson(JsonText.object(json -> head(json, rollout)));
    rollout.hosts().values().stream()
        .map(host -> JsonText.object(json -> host(json, host)))
        .forEach(out::printJson);
  }

  static void head(JsonText json, PastRollout rollout) {
    json.string("type", "rollout");
    json.string("id", rollout.id());
    json.string("standing", rollout.standing().replace(' ', '_'));
    json.string("begun", rollout.first().begun().toString());
    rollout
        .pause()
        .ifPresent(
            pause -> {
              json.number("batch", pause.batch());
              json.number("batches", pause.of());
              json.strings("until", pause.until());
            });
    rollout.ended().ifPresent(ended -> json.string("ended", ended.toString()));
    json.string("version", rollout.first().version());
    json.strings("command", rollout.first().command());
    json.string("directory", rollout.first().directory());
    rollout
        .shard()
        .ifPresent(
            shard -> {
              json.number("shard", shard.number());
              json.number("shards", shard.of());
            });
    json.number("resumed", rollout.resumed().size());
    json.number("hosts", rollout.hosts().size());
    rollout.counts().forEach((state, count) -> json.number(state.id(), count));
    if (!rollout.stale().isEmpty()) {
      json.number("stale", rollout.stale().size());
    }
  }

  private static void host(JsonText json, PastHost host) {
    json.string("type", "host");
    json.string("host", host.name());
    json.string("status", host.state().id());
    if (!host.notes().isEmpty()) {
      json.strings(host.state().isDone() ? "warnings" : "reasons", host.notes());
    }
    if (!host.stale().isEmpty()) {
      json.strings("stale", host.stale());
    }
    json.string("stores", host.trust().stores());
    json.objects(
        "anchors",
        host.trust().anchors(),
        (object, anchor) -> {
          object.string("name", anchor.name());
          object.string("sha256", anchor.sha256());
          object.strings("registries", anchor.registries());
        });
    ProofJson.write(json, "evidence", host.proofs());
  }
}
