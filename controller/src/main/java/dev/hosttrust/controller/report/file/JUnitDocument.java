// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.report.Status;
import dev.hosttrust.controller.rollout.Recap;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * JUnit's XML with a test case for each host: failed hosts are failures, unreachable ones errors.
 *
 * <p>There is no one definition of this format. What is written is what Jenkins ({@code
 * junit-10.xsd} of its xUnit plugin) and GitLab read: GitLab shows the text in {@code failure} and
 * not its attribute {@code message}, and tells cases apart by {@code classname} and {@code name}.
 */
final class JUnitDocument {
  /** In UTC, and without saying so: the format has no zone. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RecordedRun run;
  private final RunEnd end;
  private final boolean pendingFails;
  private final HostDetails details;

  /**
   * @param pendingFails whether a host with changes pending is a failure
   */
  JUnitDocument(RecordedRun run, RunEnd end, boolean pendingFails) {
    this.run = run;
    this.end = end;
    this.pendingFails = pendingFails;
    this.details = new HostDetails(run.texts());
  }

  void writeTo(Writer out) throws IOException {
    Run about = run.run();
    Recap recap = end.recap();
    int failures = recap.failed() + (pendingFails ? recap.wouldChange() : 0);
    String name = "hosttrust " + about.words();
    String counts =
        "name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" time=\"%s\""
            .formatted(
                XmlText.attribute(name),
                recap.hosts(),
                failures,
                recap.unreachable(),
                seconds(end.took()));
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites " + counts + ">\n");
    out.write(
        "<testsuite %s skipped=\"%d\" timestamp=\"%s\">\n"
            .formatted(counts, recap.skipped(), TIME.format(about.started())));
    properties(out);
    for (HostRecord host : run.hosts()) {
      testCase(out, host);
    }
    out.write("</testsuite>\n</testsuites>\n");
  }

  private void properties(Writer out) throws IOException {
    out.write("<properties>\n");
    property(out, "run", run.run().id());
    property(out, "version", run.run().version());
    if (run.run().shard().isPresent()) {
      property(out, "shard", run.run().shard().get().toString());
    }
    if (!run.run().parts().isEmpty()) {
      property(out, "parts", String.join(", ", run.run().parts()));
    }
    property(out, "check", Boolean.toString(run.run().check()));
    property(out, "halted", Boolean.toString(end.halt().isPresent()));
    property(out, "interrupted", Boolean.toString(end.interrupted()));
    for (Anchors.Named anchor : Anchors.distinct(run.anchors())) {
      property(out, "anchor " + anchor.name(), anchor.sha256());
    }
    for (Going going : run.going()) {
      property(out, "absent " + going.name(), going.sha256());
    }
    out.write("</properties>\n");
  }

  private static void property(Writer out, String name, String value) throws IOException {
    out.write(
        "<property name=\"%s\" value=\"%s\"/>\n"
            .formatted(XmlText.attribute(name), XmlText.attribute(value)));
  }

  private void testCase(Writer out, HostRecord host) throws IOException {
    out.write(
        "<testcase classname=\"hosttrust.%s\" name=\"%s\" time=\"%s\">\n"
            .formatted(
                XmlText.attribute(run.run().command()),
                XmlText.attribute(host.host()),
                seconds(host.took())));
    List<String> notes = details.notes(host);
    switch (host.status()) {
      case FAILED -> verdict(out, "failure", host.status(), notes);
      case UNREACHABLE -> verdict(out, "error", host.status(), notes);
      case SKIPPED -> verdict(out, "skipped", host.status(), notes);
      case WOULD_CHANGE -> {
        if (pendingFails) {
          verdict(out, "failure", host.status(), List.of("changes are pending"));
        }
        output(out, host, notes);
      }
      case OK, CHANGED -> output(out, host, notes);
    }
    out.write("</testcase>\n");
  }

  private static void verdict(Writer out, String element, Status status, List<String> reasons)
      throws IOException {
    out.write(
        "<%s type=\"%s\" message=\"%s\">%s</%s>\n"
            .formatted(
                element,
                status.id(),
                XmlText.attribute(reasons.isEmpty() ? status.word() : reasons.getFirst()),
                XmlText.content(reasons),
                element));
  }

  private void output(Writer out, HostRecord host, List<String> notes) throws IOException {
    List<String> lines = new ArrayList<>(List.of(host.status().word()));
    lines.addAll(notes);
    lines.addAll(details.once(host));
    out.write("<system-out>" + XmlText.content(lines) + "</system-out>\n");
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
  }
}
