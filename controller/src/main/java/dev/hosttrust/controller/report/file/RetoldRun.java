// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.controller.json.JsonFields;
import dev.hosttrust.controller.json.UnexpectedJsonException;
import dev.hosttrust.controller.report.HostLine;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.report.Status;
import dev.hosttrust.controller.rollout.Halt;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.ssh.hostkey.HostKey;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A run that is over, from the objects of its JSON report: what other reports of it need. */
public final class RetoldRun {
  private final JsonDocument document;
  private final RecordedRun recorded;
  private final RunEnd end;

  /**
   * @param document the whole of it
   * @param run what it says of the run
   * @param zero when the hosts were begun with
   * @param hosts in the order in which other reports have them
   * @throws UnexpectedJsonException if an object is not as this version writes it
   */
  public RetoldRun(JsonDocument document, Run run, Instant zero, List<String> hosts) {
    this.document = document;
    this.recorded = new RecordedRun(InstantSource.fixed(zero), run, hosts);
    each("anchor", anchor -> recorded.anchor(anchor(anchor)));
    each("absent", absent -> recorded.going(Going.of(absent)));
    each("warning", warning -> recorded.warning(warning.string("message")));
    each("batch", batch -> recorded.batch(number(batch, "batch"), number(batch, "hosts")));
    each("host", host -> recorded.host(new RetoldHost(host).record(zero, recorded.texts())));
    this.end = end(JsonFields.of(document.objects("recap").next()));
  }

  private void each(String type, Consumer<JsonFields> use) {
    for (Iterator<String> objects = document.objects(type); objects.hasNext(); ) {
      use.accept(JsonFields.of(objects.next()));
    }
  }

  private static int number(JsonFields json, String name) {
    return Math.toIntExact(json.number(name));
  }

  private static Anchors.Named anchor(JsonFields json) {
    return new Anchors.Named(
        json.string("name"),
        json.string("sha256"),
        json.string("subject"),
        Instant.parse(json.string("not_after")),
        json.strings("registries"));
  }

  private RunEnd end(JsonFields recap) {
    recorded.notServed(number(recap, "not_served"));
    List<HostKeyVerdict.Unknown> unknown = new ArrayList<>();
    each("unknown_host_key", key -> unknown.add(unknown(key)));
    List<Halt> halts = new ArrayList<>();
    each("halted", halt -> halts.add(halt(halt)));
    return new RunEnd(
        new Recap(
            number(recap, "ok"),
            number(recap, "changed"),
            number(recap, "would_change"),
            number(recap, "failed"),
            number(recap, "unreachable"),
            number(recap, "skipped")),
        unknown,
        halts.stream().findFirst(),
        recap.truth("interrupted"),
        Duration.ofMillis(recap.number("milliseconds")));
  }

  private static HostKeyVerdict.Unknown unknown(JsonFields json) {
    String line = json.string("known_hosts_line");
    try {
      byte[] blob = Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
      return HostKey.parse(blob)
          .map(key -> new HostKeyVerdict.Unknown(json.string("name"), key))
          .orElseThrow();
    } catch (RuntimeException e) {
      throw new UnexpectedJsonException("the known_hosts_line is no key: " + line);
    }
  }

  /** Which hosts were done and left goes by their status, as in a run. */
  private Halt halt(JsonFields json) {
    return new Halt(
        json.string("reason"),
        number(json, "batch"),
        number(json, "batches"),
        names(Status.OK, Status.CHANGED, Status.WOULD_CHANGE),
        names(Status.SKIPPED));
  }

  private List<String> names(Status... of) {
    List<Status> wanted = List.of(of);
    return recorded.hosts().stream()
        .filter(host -> wanted.contains(host.status()))
        .map(HostRecord::host)
        .toList();
  }

  /** How it ended. */
  public RunEnd end() {
    return end;
  }

  /** How many hosts were left out because they cannot be served. */
  public int notServed() {
    return recorded.notServed();
  }

  /** The hosts that failed or were unreachable, and why. */
  public List<HostLine> failures() {
    HostDetails details = new HostDetails(recorded.texts());
    return recorded.hosts().stream()
        .filter(host -> host.status().isFailure())
        .map(host -> new HostLine(host.host(), host.status(), details.notes(host)))
        .toList();
  }

  /**
   * Writes report files.
   *
   * @param pendingFails whether a host with changes pending is a failure in JUnit's terms
   * @return why files could not be written
   */
  public List<String> write(List<ReportFile> files, boolean pendingFails) {
    return new ReportWriter(Optional.of(recorded), Optional.of(document), pendingFails)
        .write(files, end);
  }
}
