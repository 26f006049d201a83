// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.merge;

import dev.hosttrust.controller.json.JsonFields;
import dev.hosttrust.controller.json.JsonText;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.Status;
import dev.hosttrust.controller.report.file.JsonDocument;
import dev.hosttrust.controller.report.merge.Part.PartHost;
import dev.hosttrust.words.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the document of a merged report: the objects of the parts as they are, and anew what is
 * about a run as a whole.
 */
final class MergedLines {
  /** Made anew, or in an order of their own. */
  private static final Set<String> OF_THE_RUN = Set.of("run", "batch", "host", "halted", "recap");

  /** What differs between objects that two controllers print of the same thing. */
  private static final Pattern TIME = Pattern.compile("\"time\":\"[^\"]*\",?");

  private final JsonDocument document = new JsonDocument();
  private final Parts parts;
  private final Run run;
  private final Instant zero;
  private final Instant ended;
  private final Map<String, String> byHost;
  private final boolean batches;

  /**
   * @param run the merged one
   * @param zero when the first host was begun with
   */
  MergedLines(Parts parts, Run run, Instant zero) {
    this.parts = parts;
    this.run = run;
    this.zero = zero;
    this.ended = parts.all().stream().map(Part::ended).max(Instant::compareTo).orElseThrow();
    this.byHost = parts.byHost();
    this.batches = parts.all().stream().anyMatch(Part::hasBatches);
  }

  /**
   * The whole of it.
   *
   * @param warnings of the merging
   */
  JsonDocument document(Collection<Warning> warnings) {
    run();
    Set<String> types = new LinkedHashSet<>();
    parts.all().forEach(part -> types.addAll(part.document().types()));
    types.removeAll(OF_THE_RUN);
    for (String type : types) {
      if (JsonDocument.isSingle(type)) {
        lastOnly(type);
      } else {
        eachOnce(type);
      }
    }
    warnings.forEach(
        warning -> keep("warning", ended, json -> json.string("message", warning.message())));
    batches();
    new HostsInTime(parts)
        .forEach(
            this::counts, (part, host, object) -> document.keep("host", host(part, host, object)));
    Map<Status, Integer> counts = counts();
    halted(counts);
    recap(counts);
    return document;
  }

  private void keep(String type, Instant time, Consumer<JsonText> members) {
    document.keep(
        type,
        JsonText.object(
            json -> {
              json.string("type", type);
              json.string("time", time.toString());
              members.accept(json);
            }));
  }

  private void run() {
    keep(
        "run",
        run.started(),
        json -> {
          json.string("id", run.id());
          json.string("version", run.version());
          json.string("command", run.command());
          run.step().ifPresent(step -> json.string("step", step));
          json.truth("check", run.check());
          json.string("started", run.started().toString());
          json.objects("parts", parts.all(), MergedLines::part);
        });
  }

  private static void part(JsonText json, Part part) {
    json.string("id", part.run().id());
    part.run()
        .shard()
        .ifPresent(
            shard -> {
              json.number("shard", shard.number());
              json.number("shards", shard.of());
            });
    json.string("started", part.run().started().toString());
    json.number("hosts", part.hosts().size());
  }

  /** What several controllers say in the same words is said once. */
  private void eachOnce(String type) {
    Set<String> said = new HashSet<>();
    // A key that an earlier run of a rollout refused may be known by now.
    List<Part> telling = type.equals("unknown_host_key") ? parts.last() : parts.all();
    for (Part part : telling) {
      for (Iterator<String> objects = part.document().objects(type); objects.hasNext(); ) {
        String object = objects.next();
        if (said.add(TIME.matcher(object).replaceFirst(""))) {
          document.keep(type, object);
        }
      }
    }
  }

  /** What a document has once is told by the last run that tells it. */
  private void lastOnly(String type) {
    parts.all().reversed().stream()
        .map(part -> part.document().objects(type))
        .filter(Iterator::hasNext)
        .findFirst()
        .ifPresent(objects -> document.keep(type, objects.next()));
  }

  /** The first batch of the merged report has the first batches of all parts, and so on. */
  private void batches() {
    SortedMap<Integer, Integer> sizes = new TreeMap<>();
    SortedMap<Integer, Instant> begun = new TreeMap<>();
    int most = 1;
    for (Part part : parts.all()) {
      for (PartHost host : part.hosts()) {
        if (counts(part, host)) {
          sizes.merge(batch(part, host), 1, Integer::sum);
        }
      }
      for (Iterator<String> objects = part.document().objects("batch"); objects.hasNext(); ) {
        JsonFields batch = JsonFields.of(objects.next());
        most = Math.max(most, Math.toIntExact(batch.number("batches")));
        begun.merge(
            Math.toIntExact(batch.number("batch")),
            Instant.parse(batch.string("time")),
            MergedLines::earlier);
      }
    }
    int of = most;
    sizes.remove(0);
    sizes.forEach(
        (number, hosts) ->
            keep(
                "batch",
                begun.getOrDefault(number, zero),
                json -> {
                  json.number("batch", number);
                  json.number("batches", of);
                  json.number("hosts", hosts);
                }));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private boolean counts(Part part, PartHost host) {
    return part.name().equals(byHost.get(host.name()));
  }

  /** From 1; 0 where there are none, or the run did not come to the host's. */
  private int batch(Part part, PartHost host) {
    return batches && !part.hasBatches() ? 1 : host.batch();
  }

  private String host(Part part, PartHost host, String object) {
    int batch = batch(part, host);
    return batch == host.batch()
        ? object
        : object.substring(0, object.length() - 1) + ",\"batch\":" + batch + "}";
  }

  private Map<Status, Integer> counts() {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    for (Part part : parts.all()) {
      part.hosts().stream()
          .filter(host -> counts(part, host))
          .forEach(host -> counts.merge(host.status(), 1, Integer::sum));
    }
    return counts;
  }

  private static int count(Map<Status, Integer> counts, Status... of) {
    return List.of(of).stream().mapToInt(status -> counts.getOrDefault(status, 0)).sum();
  }

  private List<Part> halted() {
    return parts.last().stream().filter(part -> part.end().halt().isPresent()).toList();
  }

  private void halted(Map<Status, Integer> counts) {
    List<Part> halted = halted();
    if (halted.isEmpty()) {
      return;
    }
    String reasons = halted.stream().map(MergedLines::reason).collect(Collectors.joining("; "));
    var first = halted.getFirst().end().halt().orElseThrow();
    keep(
        "halted",
        ended,
        json -> {
          json.string("reason", reasons);
          json.number("batch", first.batch());
          json.number("batches", first.of());
          json.number("hosts_done", count(counts, Status.OK, Status.CHANGED, Status.WOULD_CHANGE));
          json.number("hosts_left", count(counts, Status.SKIPPED));
        });
  }

  private static String reason(Part part) {
    String reason = part.end().halt().orElseThrow().reason();
    return part.run().shard().map(shard -> shard.words() + ": " + reason).orElse(reason);
  }

  private void recap(Map<Status, Integer> counts) {
    keep(
        "recap",
        ended,
        json -> {
          json.string("run", run.id());
          json.number("hosts", byHost.size());
          for (Status status : Status.values()) {
            json.number(status.id(), count(counts, status));
          }
          json.number("not_served", parts.last().stream().mapToInt(Part::notServed).sum());
          json.truth("halted", !halted().isEmpty());
          json.truth(
              "interrupted", parts.last().stream().anyMatch(part -> part.end().interrupted()));
          json.number("milliseconds", Duration.between(zero, ended).toMillis());
        });
  }
}
