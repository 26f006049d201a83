// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.controller.json.JsonFields;
import dev.hosttrust.controller.report.ProofJson;
import dev.hosttrust.controller.report.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Makes of the object that {@link dev.hosttrust.controller.report.JsonReport} has of a host what
 * {@link HostRecord#of} makes of its result.
 */
final class RetoldHost {
  private final JsonFields host;
  private final Status status;
  private final Duration took;

  RetoldHost(JsonFields host) {
    this.host = host;
    this.status = Status.read(host);
    this.took = Duration.ofMillis(host.number("milliseconds"));
  }

  /**
   * @param zero when the hosts of the run were begun with
   */
  HostRecord record(Instant zero, HostTexts texts) {
    List<Proof> evidence = ProofJson.read(host, "evidence");
    return new HostRecord(
        host.string("host"),
        status,
        host.optionalNumber("batch").map(Math::toIntExact).orElse(0),
        started(zero),
        took,
        texts.notes().number(notes()),
        texts.diff(host.objects("diff").stream().map(RetoldHost::diff).toList()),
        texts.evidence().number(evidence),
        texts.pending().number(pending(evidence)),
        texts.daemons().number(daemons()));
  }

  /** A host that was skipped before it was begun took no time. */
  private Duration started(Instant zero) {
    boolean never = status == Status.SKIPPED && took.isZero();
    Instant done = Instant.parse(host.string("time"));
    Duration until = Duration.between(zero, done.minus(took));
    return never ? Duration.ofMillis(-1) : until.isNegative() ? Duration.ZERO : until;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    Stream.of("notes", "warnings", "reasons").map(host::strings).forEach(notes::addAll);
    return notes;
  }

  private static FileDiff diff(JsonFields diff) {
    String text = diff.string("text");
    List<String> lines = Arrays.asList(text.split("\n", -1));
    // Each line has its end, so that nothing is behind the last one.
    return new FileDiff(diff.string("path"), lines.subList(0, lines.size() - 1));
  }

  private SequencedMap<String, Integer> pending(List<Proof> evidence) {
    SequencedMap<String, Integer> pending = new LinkedHashMap<>();
    evidence.forEach(proof -> pending.put(proof.store(), 0));
    host.objects("pending")
        .forEach(
            store -> pending.put(store.string("store"), Math.toIntExact(store.number("steps"))));
    return pending;
  }

  private SequencedMap<String, Boolean> daemons() {
    SequencedMap<String, Boolean> daemons = new LinkedHashMap<>();
    host.objects("daemons")
        .forEach(daemon -> daemons.put(daemon.string("daemon"), daemon.truth("stale")));
    return daemons;
  }
}
