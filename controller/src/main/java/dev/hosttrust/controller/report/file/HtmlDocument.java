// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.report.Status;
import dev.hosttrust.controller.rollout.Halt;
import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.output.WriterOutput;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * One page that needs no network and no file beside it. The template was compiled with hosttrust,
 * and only this class knows the template library, so that it is loaded for such a report alone.
 */
final class HtmlDocument {
  private static final String TEMPLATES = "dev.hosttrust.controller.report.file.page";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final RecordedRun run;
  private final RunEnd end;

  HtmlDocument(RecordedRun run, RunEnd end) {
    this.run = run;
    this.end = end;
  }

  /**
   * @throws UncheckedIOException if it cannot be written
   */
  void writeTo(Writer out) {
    TemplateEngine templates =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlDocument.class.getClassLoader(), TEMPLATES);
    try {
      templates.render("report.jte", page(), new WriterOutput(out));
    } catch (TemplateException e) {
      throw e.getCause() instanceof UncheckedIOException notWritten ? notWritten : e;
    }
  }

  private Page page() {
    PageAssets assets = PageAssets.read();
    Run about = run.run();
    return new Page(
        "hosttrust %s, %s".formatted(about.words(), TIME.format(about.started())),
        verdict(),
        stopped(),
        facts(about),
        bars(),
        certificates(),
        absent(),
        run.warnings().stream().map(HtmlDocument::printable).toList(),
        end.unknownHostKeys().stream().map(key -> printable(key.line())).toList(),
        output -> new PageData(run, end.took()).writeTo(new TemplateWriter(output)),
        raw(assets.style()),
        raw(assets.script()),
        assets.policy());
  }

  private static Content raw(String text) {
    return output -> output.writeContent(text);
  }

  private static String printable(String text) {
    return Printable.line(Printable.shortened(text));
  }

  private String verdict() {
    int hosts = end.recap().hosts();
    List<String> counts = new ArrayList<>();
    for (Status status : Status.values()) {
      int count = StatusCount.of(end.recap(), status);
      if (count > 0) {
        counts.add(String.format(Locale.ROOT, "%,d %s", count, status.word()));
      }
    }
    if (run.notServed() > 0) {
      counts.add("%,d not served".formatted(run.notServed()));
    }
    return String.format(Locale.ROOT, "%,d %s: ", hosts, hosts == 1 ? "host" : "hosts")
        + String.join(", ", counts);
  }

  private List<Page.Fact> facts(Run about) {
    List<Page.Fact> facts = new ArrayList<>();
    facts.add(new Page.Fact("Run", printable(about.id())));
    if (!about.parts().isEmpty()) {
      facts.add(new Page.Fact("Merged from", printable(String.join(", ", about.parts()))));
    }
    facts.add(new Page.Fact("Kind", about.check() ? "dry run, nothing was written" : "rollout"));
    about
        .shard()
        .map(shard -> "%d of %d".formatted(shard.number(), shard.of()))
        .ifPresent(shard -> facts.add(new Page.Fact("Shard", shard)));
    facts.add(new Page.Fact("Begun", TIME.format(about.started())));
    facts.add(new Page.Fact("Took", words(end.took())));
    facts.add(new Page.Fact("hosttrust", printable(about.version())));
    return facts;
  }

  private String stopped() {
    List<String> sentences = new ArrayList<>();
    end.halt().map(HtmlDocument::halted).ifPresent(sentences::add);
    if (end.interrupted()) {
      sentences.add("Interrupted. Hosts left: %d.".formatted(end.recap().skipped()));
    }
    return String.join(" ", sentences);
  }

  private static String halted(Halt halt) {
    return printable(
        "Halted in batch %d of %d: %s. Hosts done: %d, left: %d."
            .formatted(
                halt.batch(), halt.of(), halt.reason(), halt.done().size(), halt.left().size()));
  }

  private static String words(Duration took) {
    return took.toMinutes() == 0
        ? String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0)
        : took.toHours() == 0
            ? "%d min %d s".formatted(took.toMinutes(), took.toSecondsPart())
            : "%d h %d min".formatted(took.toHours(), took.toMinutesPart());
  }

  private List<Page.Bar> bars() {
    int hosts = Math.max(1, end.recap().hosts());
    List<Page.Bar> bars = new ArrayList<>();
    int before = 0;
    for (Status status : Status.values()) {
      int count = StatusCount.of(end.recap(), status);
      if (count > 0) {
        int from = Math.toIntExact(1000L * before / hosts);
        int to = Math.toIntExact(1000L * (before + count) / hosts);
        // A single host among thousands has to be seen as well.
        bars.add(new Page.Bar(status.id(), status.word(), count, from, Math.max(3, to - from)));
      }
      before += count;
    }
    return bars;
  }

  private Collection<Page.Certificate> absent() {
    return run.going().stream()
        .map(
            going ->
                new Page.Certificate(
                    printable(going.name()),
                    printable(going.subject().orElse("whichever a host has under the name")),
                    going.notAfter().map(HtmlDocument::day).orElse(""),
                    going.sha256(),
                    printable(String.join(", ", going.registries()))))
        .toList();
  }

  private static String day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  private Collection<Page.Certificate> certificates() {
    return Anchors.distinct(run.anchors()).stream()
        .map(
            anchor ->
                new Page.Certificate(
                    printable(anchor.name()),
                    printable(anchor.subject()),
                    day(anchor.notAfter()),
                    anchor.sha256(),
                    printable(String.join(", ", anchor.registries()))))
        .toList();
  }
}
