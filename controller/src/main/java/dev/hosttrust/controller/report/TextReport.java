package dev.hosttrust.controller.report;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Replacement;
import dev.hosttrust.agent.spec.Anchor;
import dev.hosttrust.agent.spec.CaCertificate;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Lines for people: one a host as it is done, then each diff and each proof once with the hosts it
 * stands for, then the recap.
 */
public final class TextReport implements Report {
  /** More names than these are counted instead of shown, unless verbose. */
  private static final int NAMES_SHOWN = 10;

  /** Names longer than this do not push the reasons to the right any further. */
  private static final int WIDEST_NAME = 32;

  /**
   * What is shown beyond the line of each host.
   *
   * @param diff whether plans are shown as diffs
   * @param verbose whether all is shown: every host's name, and the proof of unchanged hosts
   */
  public record Detail(boolean diff, boolean verbose) {}

  private final PrintWriter out;
  private final Style style;
  private final Progress progress;
  private final Detail detail;
  private final List<String> hosts;
  private final Map<String, Integer> places = new HashMap<>();
  private final int nameWidth;
  private final Groups diffs = new Groups();
  private final Groups proofs = new Groups();

  /**
   * @param hosts the names of all hosts, for the columns
   */
  public TextReport(
      PrintWriter out, Style style, Progress progress, Detail detail, List<String> hosts) {
    this.out = out;
    this.style = style;
    this.progress = progress;
    this.detail = detail;
    this.hosts = List.copyOf(hosts);
    hosts.forEach(host -> places.put(host, places.size()));
    this.nameWidth = Math.min(WIDEST_NAME, hosts.stream().mapToInt(String::length).max().orElse(0));
  }

  /** Says which CA goes out: base64 in a diff tells nobody. */
  @Override
  public void anchors(Collection<Anchor> anchors) {
    for (Anchor anchor : anchors) {
      CaCertificate ca = anchor.certificate();
      out.println(
          "%s  %s, valid until %s, SHA-256 %s"
              .formatted(
                  style.paint(Style.Colour.BOLD, anchor.name().value()),
                  ca.subject(),
                  ca.notAfter().atOffset(ZoneOffset.UTC).toLocalDate(),
                  ca.fingerprint()));
    }
    out.println();
    out.flush();
  }

  @Override
  public void warning(String text) {
    progress.hide();
    out.println(style.paint(Style.Colour.YELLOW, "warning: ") + text);
    out.flush();
  }

  @Override
  public void begun(String host) {
    progress.begun(host);
  }

  @Override
  public void done(HostResult result) {
    progress.hide();
    String host = result.host();
    switch (result.outcome()) {
      case Unchanged unchanged -> {
        line(result, unchanged.warnings());
        if (detail.verbose()) {
          proof(host, unchanged.evidence());
        }
      }
      case Changed changed -> {
        line(result, notes(changed.plan(), changed.warnings()));
        diff(host, changed.plan());
        proof(host, changed.evidence());
      }
      case WouldChange would -> {
        line(result, notes(would.plan(), would.plan().warnings()));
        diff(host, would.plan());
      }
      case Failed failed -> line(result, failed.reasons());
      case Unreachable unreachable -> line(result, List.of(unreachable.reason()));
      case Skipped skipped -> line(result, List.of(skipped.reason()));
    }
    out.flush();
    progress.done(host);
  }

  private static List<String> notes(Plan plan, List<String> warnings) {
    List<String> notes = new ArrayList<>(Replacement.notes(plan.replacements()));
    notes.addAll(warnings);
    return notes;
  }

  private void line(HostResult result, List<String> notes) {
    Outcome outcome = result.outcome();
    Status status = Status.of(outcome);
    String word = style.paint(status.colour(), pad(status.word(), Status.WIDTH));
    String start = word + "  " + pad(result.host(), nameWidth);
    out.println((start + (notes.isEmpty() ? "" : "  " + notes.getFirst())).stripTrailing());
    String indent = " ".repeat(Status.WIDTH + nameWidth + 4);
    notes.stream().skip(1).forEach(note -> out.println(indent + note));
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private void diff(String host, Plan plan) {
    if (detail.diff()) {
      PlanDiff.of(plan).forEach(diff -> diffs.add(place(host), diff.lines()));
    }
  }

  private void proof(String host, Evidence evidence) {
    evidence.anchors().forEach(anchor -> proofs.add(place(host), proof(anchor)));
  }

  private int place(String host) {
    return Objects.requireNonNull(places.get(host), host);
  }

  private static List<String> proof(Evidence.AnchorEvidence anchor) {
    List<String> lines = new ArrayList<>();
    lines.add("%s  SHA-256 %s".formatted(anchor.name(), anchor.bundleFingerprint()));
    lines.add("  in " + anchor.bundle());
    anchor.hashLinks().forEach(link -> lines.add("  by " + link));
    anchor.registryFiles().forEach(file -> lines.add("  in " + file.path()));
    return lines;
  }

  @Override
  public void finished(Recap recap, List<HostKeyVerdict.Unknown> unknownHostKeys, Duration took) {
    progress.end();
    diffs.linesByHosts().forEach((on, lines) -> group("Difference on ", on, lines));
    proofs.linesByHosts().forEach((from, lines) -> group("Read back from ", from, lines));
    unknownHostKeys(unknownHostKeys);
    out.println();
    out.println(recapLine(recap, took));
    out.flush();
  }

  private void unknownHostKeys(List<HostKeyVerdict.Unknown> keys) {
    if (keys.isEmpty()) {
      return;
    }
    out.println();
    out.println(
        style.paint(
            Style.Colour.BOLD,
            "Unknown host keys: compare each with 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub'"
                + " on its host,"));
    out.println(
        "then add these lines to a known_hosts file, or run once with --host-key-checking"
            + " accept-new");
    keys.forEach(key -> out.println(key.line() + " " + key.key().fingerprint()));
  }

  private void group(String title, List<Integer> places, List<String> lines) {
    out.println();
    out.println(style.paint(Style.Colour.BOLD, title + names(places)));
    lines.forEach(line -> out.println(style.diffLine(line)));
  }

  private String names(List<Integer> places) {
    int shown = detail.verbose() ? places.size() : Math.min(NAMES_SHOWN, places.size());
    String names = places.stream().limit(shown).map(hosts::get).collect(Collectors.joining(", "));
    int more = places.size() - shown;
    return more == 0 ? names : names + " and " + more + " more";
  }

  private String recapLine(Recap recap, Duration took) {
    List<String> counts = new ArrayList<>();
    count(counts, Status.OK, recap.ok(), true);
    count(counts, Status.CHANGED, recap.changed(), recap.wouldChange() == 0);
    count(counts, Status.WOULD_CHANGE, recap.wouldChange(), false);
    count(counts, Status.FAILED, recap.failed(), true);
    count(counts, Status.UNREACHABLE, recap.unreachable(), true);
    count(counts, Status.SKIPPED, recap.skipped(), false);
    return "%d %s: %s  (%.1f s)"
        .formatted(
            recap.hosts(),
            recap.hosts() == 1 ? "host" : "hosts",
            String.join(", ", counts),
            took.toMillis() / 1000.0);
  }

  private void count(List<String> counts, Status status, int number, boolean always) {
    if (number > 0) {
      counts.add(style.paint(status.colour(), number + " " + status.word()));
    } else if (always) {
      counts.add("0 " + status.word());
    }
  }
}
