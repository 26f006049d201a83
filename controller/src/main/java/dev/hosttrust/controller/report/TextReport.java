// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Pause;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.inventories.nodeset.NodeSet;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Function;

/**
 * Lines for people: one a host as it is done, then each diff and each proof once with the hosts it
 * stands for, then the hosts that failed, if they are hard to find above, then the recap.
 */
public final class TextReport implements Report {
  /** How much text of differences is kept until the end, and how much of proofs. */
  private static final long MOST_CHARACTERS = 16 << 20;

  /**
   * What is shown beyond the line of each host.
   *
   * @param check whether it is a dry run
   * @param diff whether diffs are shown
   * @param verbose whether all is shown: every host's name, and the proof of unchanged hosts
   */
  public record Detail(boolean check, boolean diff, boolean verbose) {}

  private final Lines out;
  private final Progress progress;
  private final Detail detail;
  private final HostNames names;
  private final HostLines hostLines;
  private final SharedText diffs = new SharedText(MOST_CHARACTERS);
  private final SharedText proofs = new SharedText(MOST_CHARACTERS);
  private final StaleDaemons stale = new StaleDaemons();
  private final HostsByReason failures = new HostsByReason();
  private final SequencedSet<String> going = new LinkedHashSet<>();

  /** Whether the run only takes CAs away, and no host that is as it was had a warning. */
  private boolean isBareRemoval = true;

  private int notServed;

  /**
   * @param hosts the names of all hosts, in the order of the inventory
   * @param words how names in one word are written, so that {@code -l} reads them
   */
  public TextReport(
      Lines out,
      Progress progress,
      Detail detail,
      List<String> hosts,
      Function<NodeSet, String> words) {
    this.out = out;
    this.progress = progress;
    this.detail = detail;
    this.names = new HostNames(hosts, words, detail.verbose());
    this.hostLines = new HostLines(out, names, detail);
  }

  /** Says which CA goes out: base64 in a diff tells nobody. */
  @Override
  public void anchors(Collection<Anchor> anchors) {
    isBareRemoval = anchors.isEmpty();
    for (Anchor anchor : anchors) {
      out.println(
          List.of(
              Colour.BOLD.on(anchor.name().value()),
              Colour.NONE.on("  " + words(anchor.certificate()))));
    }
  }

  private static String words(CaCertificate ca) {
    return "%s, valid until %s, SHA-256 %s"
        .formatted(
            ca.subject(), ca.notAfter().atOffset(ZoneOffset.UTC).toLocalDate(), ca.fingerprint());
  }

  @Override
  public void absent(Collection<AbsentAnchor> anchors) {
    for (AbsentAnchor anchor : anchors) {
      going.add(anchor.name().value());
      String which = anchor.certificate().map(ca -> "  " + words(ca)).orElse("");
      out.println(
          List.of(
              Colour.NONE.on("remove "),
              Colour.BOLD.on(anchor.name().value()),
              Colour.NONE.on(which)));
    }
    out.println("");
    out.flush();
  }

  @Override
  public void warning(String text) {
    progress.aside(
        () -> {
          out.println(List.of(Colour.YELLOW.on("warning: "), Colour.NONE.on(text)));
          out.flush();
        });
  }

  @Override
  public void bySsh(List<String> hosts, List<String> reasons) {
    if (!detail.verbose()) {
      return;
    }
    List<Styled> line = new ArrayList<>(List.of(Colour.NONE.on("by ssh: ")));
    line.addAll(names.list(hosts.stream().map(names::place).toList(), Colour.NONE));
    line.add(Colour.NONE.on("  for " + String.join(", ", reasons)));
    out.println(line);
    out.flush();
  }

  @Override
  public void notServed(int hosts) {
    notServed = hosts;
  }

  @Override
  public void leavingAll() {
    hostLines.leavingAll();
  }

  @Override
  public void batch(Batch batch) {
    if (batch.of() > 1) {
      line(batch.title());
    }
  }

  @Override
  public void pausing(Pause pause) {
    line(pause.text());
  }

  private void line(String text) {
    progress.aside(
        () -> {
          out.println(List.of(Colour.BOLD.on(text)));
          out.flush();
        });
  }

  @Override
  public void done(HostResult result) {
    int place = names.place(result.host());
    if (detail.diff() && !result.diff().isEmpty()) {
      diffs.add(place, result.diff().stream().map(d -> new Piece(d.path(), d.lines())).toList());
    }
    switch (result.outcome()) {
      case Unchanged unchanged -> {
        isBareRemoval &= unchanged.warnings().isEmpty();
        if (detail.verbose()) {
          proof(place, unchanged.evidence());
        }
      }
      case Changed changed -> proof(place, changed.evidence());
      default -> {}
    }
    stale.add(place, result.outcome().stale());
    HostLine line = HostLine.of(result);
    if (line.status().isFailure()) {
      failures.add(place, line);
    }
    progress.aside(
        () -> {
          hostLines.add(place, line);
          out.flush();
        });
  }

  private void proof(int place, Evidence evidence) {
    List<Piece> pieces = new ArrayList<>(ProofText.pieces(evidence.proofs()));
    evidence.daemons().stream()
        .filter(daemon -> !daemon.isStale())
        .forEach(
            daemon ->
                pieces.add(
                    new Piece(
                        daemon.name(),
                        List.of("  seen by " + daemon.name() + ", which started since"))));
    if (!pieces.isEmpty()) {
      this.proofs.add(place, pieces);
    }
  }

  /** A slip of the pen in the name would look like a CA that is gone everywhere. */
  private void nobodyHadIt(Recap recap) {
    if (isBareRemoval && !going.isEmpty() && recap.ok() > 0 && recap.ok() == recap.hosts()) {
      out.println("");
      out.println(
          "No host had anything of %s where it was looked for."
              .formatted(String.join(", ", going)));
    }
  }

  @Override
  public void finished(RunEnd end) {
    hostLines.end();
    SharedTextLines shared = new SharedTextLines(out, names, detail.verbose());
    shared.print("Difference on", diffs);
    shared.print("Read back from", proofs);
    if (hostLines.hideFailures() && !failures.none()) {
      out.println("");
      failures.print(out, names, detail.verbose());
    }
    stale.print(out, names, detail.check());
    UnknownHostKeys.print(out, end.unknownHostKeys());
    end.halt().ifPresent(halt -> HaltText.print(out, names, halt));
    nobodyHadIt(end.recap());
    out.println("");
    out.println(RecapLine.of(end.recap(), notServed, detail.check(), end.took()));
    out.flush();
  }
}
