// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.controller.json.JsonFields;
import dev.hosttrust.controller.json.UnexpectedJsonException;
import dev.hosttrust.controller.report.ProofJson;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.controller.trust.TrustSummary;
import dev.hosttrust.controller.trust.TrustSummary.AnchorSummary;
import dev.hosttrust.words.ProblemsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/**
 * Reads what {@link JournalLines} made. A last line that is cut off is what a killed process
 * leaves; a damaged one in between is counted, and costs no more than another look at its host.
 */
final class JournalReader {
  private final String id;
  private final SequencedMap<String, PastHost> hosts = new LinkedHashMap<>();
  private final List<Invocation> invocations = new ArrayList<>();
  private final Map<Long, List<Proof>> evidence = new HashMap<>();
  private Optional<Shard> shard = Optional.empty();
  private Optional<Instant> ended = Optional.empty();
  private Optional<PastPause> pause = Optional.empty();
  private int damaged;

  private JournalReader(String id) {
    this.id = id;
  }

  /**
   * @param running whether the rollout still goes on
   * @throws ProblemsException if the first line cannot be used
   */
  static PastRollout read(String id, String text, boolean running) {
    JournalReader reader = new JournalReader(id);
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    reader.first(lines.isEmpty() ? "" : lines.getFirst());
    lines.stream().skip(1).forEach(reader::next);
    return new PastRollout(
        id,
        reader.invocations.getFirst(),
        reader.invocations.subList(1, reader.invocations.size()),
        reader.shard,
        reader.hosts,
        reader.ended,
        running,
        reader.pause.filter(waiting -> running),
        reader.damaged);
  }

  private void first(String line) {
    if (line.isEmpty()) {
      throw problem("was cut off before its first host was begun; run it again without --resume");
    }
    try {
      JsonFields json = JsonFields.of(line);
      long format = json.number("format");
      if (format != JournalLines.FORMAT) {
        throw problem(
            "has the format %d, and this version of hosttrust reads %d; use the version that wrote it"
                .formatted(format, JournalLines.FORMAT));
      }
      invocations.add(invocation(json));
      shard = json.optional("shard").map(JournalReader::shard);
      hosts(json);
    } catch (UnexpectedJsonException | DateTimeException e) {
      throw problem("is damaged in its first line: " + e.getMessage());
    }
  }

  private static Shard shard(String text) {
    return Shard.parse(text).orElseThrow(() -> new UnexpectedJsonException("the shard is " + text));
  }

  private ProblemsException problem(String what) {
    return ProblemsException.of("the journal of the rollout %s %s".formatted(id, what));
  }

  private void hosts(JsonFields json) {
    List<TrustSummary> trusts = json.objects("trust").stream().map(JournalReader::trust).toList();
    Map<String, PastHost> found = new HashMap<>();
    for (JsonFields group : json.objects("groups")) {
      TrustSummary trust = trusts.get(group.index("trust", trusts.size()));
      String root = group.string("root");
      for (String name : group.strings("hosts")) {
        found.put(name, PastHost.notBegun(name, trust, root));
      }
    }
    for (String name : json.strings("hosts")) {
      PastHost host = found.get(name);
      if (host == null) {
        throw new UnexpectedJsonException("no group has the host " + name);
      }
      hosts.put(name, host);
    }
  }

  private static TrustSummary trust(JsonFields json) {
    return new TrustSummary(
        json.objects("anchors").stream().map(JournalReader::anchor).toList(),
        json.objects("absent").stream().map(JournalReader::anchor).toList(),
        json.string("stores"),
        json.string("containerd_config_path"));
  }

  private static AnchorSummary anchor(JsonFields json) {
    return new AnchorSummary(
        json.string("name"),
        json.string("subject"),
        json.string("sha256"),
        json.string("file_sha256"),
        json.strings("registries"));
  }

  private static Invocation invocation(JsonFields json) {
    return new Invocation(
        Instant.parse(json.string("time")),
        json.string("version"),
        json.strings("command"),
        json.string("directory"));
  }

  private void next(String line) {
    try {
      JsonFields json = JsonFields.of(line);
      switch (json.string("type")) {
        case "resumed" -> {
          invocations.add(invocation(json));
          evidence.clear();
          ended = Optional.empty();
          pause = Optional.empty();
        }
        case "paused" -> pause = Optional.of(pause(json));
        case "went_on" -> pause = Optional.empty();
        case "changing" ->
            update(
                json,
                host -> host.with(HostState.IN_MID_CHANGE, List.of(), List.of(), host.stale()));
        case "evidence" -> evidence.put(json.number("number"), ProofJson.read(json, "proofs"));
        case "host" -> done(json);
        case "end" -> {
          ended = Optional.of(Instant.parse(json.string("time")));
          pause = Optional.empty();
        }
        default -> {} // of a later version
      }
    } catch (UnexpectedJsonException | DateTimeException | IllegalArgumentException e) {
      damaged++;
    }
  }

  private static PastPause pause(JsonFields json) {
    return new PastPause(
        Math.toIntExact(json.number("batch")),
        Math.toIntExact(json.number("batches")),
        Math.toIntExact(json.number("hosts")),
        json.strings("until"));
  }

  private void done(JsonFields json) {
    String status = json.string("status");
    HostState state =
        HostState.of(status)
            .orElseThrow(() -> new UnexpectedJsonException("the status is " + status));
    List<Proof> proofs =
        json.optionalNumber("evidence")
            .map(number -> evidence.getOrDefault(number, List.of()))
            .orElseGet(() -> ProofJson.read(json, "proofs"));
    List<String> notes = json.strings("notes");
    Optional<List<String>> stale = json.optionalStrings("stale");
    update(json, host -> after(host, state, notes, proofs, stale));
  }

  private static PastHost after(
      PastHost host,
      HostState state,
      List<String> notes,
      List<Proof> proofs,
      Optional<List<String>> stale) {
    if (state == HostState.SKIPPED && host.state().wasBegun()) {
      return host; // It was to be looked at once more, and its turn did not come.
    }
    return host.with(state, notes, proofs, stale.orElse(host.stale()));
  }

  private void update(JsonFields json, UnaryOperator<PastHost> change) {
    hosts.computeIfPresent(json.string("host"), (name, host) -> change.apply(host));
  }
}
