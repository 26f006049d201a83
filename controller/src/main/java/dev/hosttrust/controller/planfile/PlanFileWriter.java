// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.planfile;

import dev.hosttrust.agent.daemon.Restarts;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.controller.json.JsonText;
import dev.hosttrust.controller.planfile.PlanRecorder.SharedPlan;
import dev.hosttrust.controller.report.file.WholeFile;
import dev.hosttrust.controller.rollout.Shard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a plan file: one JSON document of which each part stands on a line of its own, and a last
 * line with the SHA-256 of all lines before it.
 */
final class PlanFileWriter {
  /** Grows when a plan file of this version could be misunderstood by an earlier one. */
  static final int FORMAT = 1;

  /** What the last line begins with. */
  static final String SEAL = "\"sha256\":";

  private final SequencedMap<Trust, Integer> trusts = new LinkedHashMap<>();
  private final SequencedMap<SharedPlan, Integer> plans = new LinkedHashMap<>();
  private final SequencedMap<Group, List<String>> groups = new LinkedHashMap<>();

  /** One host and its plan. */
  record Entry(String host, Wanted wanted, SharedPlan plan) {}

  /** What hosts shall trust, wherever their trees start. */
  private record Trust(TrustSpec spec, Stores stores, Restarts restarts) {}

  /** What hosts have in common; the first two are numbers. */
  private record Group(int trust, int plan, String root) {}

  private PlanFileWriter(List<Entry> entries) {
    for (Entry entry : entries) {
      Wanted wanted = entry.wanted();
      int trust =
          trusts.computeIfAbsent(
              new Trust(wanted.spec(), wanted.stores(), wanted.restarts()), t -> trusts.size());
      int plan = plans.computeIfAbsent(entry.plan(), p -> plans.size());
      groups
          .computeIfAbsent(new Group(trust, plan, wanted.root().path()), g -> new ArrayList<>())
          .add(entry.host());
    }
  }

  /**
   * Writes the file, whole or not at all. All may read it: there is no secret in it.
   *
   * @param inventories as {@code -i} took them
   * @param shard the part of the fleet that this is; empty for all of it
   * @param entries in the order of the inventory
   * @param unplanned why other hosts have no plan
   */
  static void write(
      Path file,
      String version,
      List<String> inventories,
      Optional<Shard> shard,
      List<Entry> entries,
      SequencedMap<String, String> unplanned)
      throws IOException {
    String text = new PlanFileWriter(entries).text(version, inventories, shard, entries, unplanned);
    WholeFile.write(file, out -> out.write(text));
  }

  private String text(
      String version,
      List<String> inventories,
      Optional<Shard> shard,
      List<Entry> entries,
      SequencedMap<String, String> unplanned) {
    SequencedMap<String, String> members = new LinkedHashMap<>();
    members.put("hosttrust_plan", Integer.toString(FORMAT));
    members.put("version", string(version));
    members.put("inventories", JsonText.array(inventories));
    shard.ifPresent(part -> members.put("shard", string(part.toString())));
    members.put("trust", lines(trusts.keySet().stream().map(PlanFileWriter::trust)));
    members.put("plans", lines(plans.keySet().stream().map(PlanFileWriter::plan)));
    members.put("groups", lines(groups.entrySet().stream().map(PlanFileWriter::group)));
    members.put("hosts", JsonText.array(entries.stream().map(Entry::host).toList()));
    members.put(
        "unplanned",
        JsonText.object(
            json -> unplanned.forEach((k, v) -> json.string(k, Printable.shortened(v)))));
    String sealed =
        members.entrySet().stream()
            .map(member -> "\"%s\": %s,\n".formatted(member.getKey(), member.getValue()))
            .collect(Collectors.joining("", "{", ""));
    return sealed + SEAL + " \"" + seal(sealed) + "\"}\n";
  }

  /** The digest of all that stands before the last line. */
  static String seal(String text) {
    return Content.of(text.getBytes(StandardCharsets.UTF_8)).sha256();
  }

  private static String string(String text) {
    String array = JsonText.array(List.of(text));
    return array.substring(1, array.length() - 1);
  }

  /** An array with each object on a line of its own. */
  private static String lines(Stream<String> objects) {
    return objects.collect(Collectors.joining(",\n", "[\n", "\n]"));
  }

  private static String trust(Trust trust) {
    return JsonText.object(
        json -> {
          json.string("stores", trust.stores().toString());
          json.string("containerd_config_path", trust.stores().containerdConfigPath().orElse(""));
          json.strings("restart", trust.restarts().names());
          json.string(
              "restart_stops_containers", String.valueOf(trust.restarts().stopsContainers()));
          json.objects("anchors", trust.spec().anchors(), PlanFileWriter::anchor);
          json.objects("absent", trust.spec().absent(), PlanFileWriter::absent);
        });
  }

  private static void absent(JsonText json, AbsentAnchor anchor) {
    json.string("name", anchor.name().value());
    json.string("file", anchor.certificate().map(c -> Content.of(c.pem()).latin1()).orElse(""));
    json.strings("registries", anchor.registries().stream().map(Registry::directoryName).toList());
  }

  private static void anchor(JsonText json, Anchor anchor) {
    json.string("name", anchor.name().value());
    json.string("subject", anchor.certificate().subject());
    json.string("sha256", anchor.certificate().fingerprint());
    json.string("file", Content.of(anchor.content()).latin1());
    json.strings("registries", anchor.registries().stream().map(Registry::directoryName).toList());
  }

  private static String plan(SharedPlan plan) {
    return JsonText.object(
        json -> {
          json.strings("steps", plan.plan().steps());
          json.strings("seen", plan.plan().seen());
          json.objects(
              "diff",
              plan.diff(),
              (object, diff) -> {
                object.string("path", diff.path());
                object.strings("lines", diff.lines());
              });
        });
  }

  private static String group(Map.Entry<Group, List<String>> entry) {
    return JsonText.object(
        json -> {
          json.number("trust", entry.getKey().trust());
          json.number("plan", entry.getKey().plan());
          json.string("root", entry.getKey().root());
          json.strings("hosts", entry.getValue());
        });
  }
}
