// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Pause;
import dev.hosttrust.controller.rollout.Phase;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Lines for people: one a host as it is done, then each diff and each proof once with the hosts it
 * stands for, then the hosts that failed, if they are hard to find above, then the recap.
 */
public final class TextReport implements Report {
  /** Among so many lines a failure is found without being shown again. */
  private static final int FEW_LINES = 10;

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
  private final SharedText diffs = new SharedText();
  private final SharedText proofs = new SharedText();
  private final StaleDaemons stale = new StaleDaemons();
  private final HostsByReason failures = new HostsByReason();

  /**
   * @param hosts the names of all hosts, in the order of the inventory
   */
  public TextReport(Lines out, Progress progress, Detail detail, List<String> hosts) {
    this.out = out;
    this.progress = progress;
    this.detail = detail;
    this.names = new HostNames(hosts, detail.verbose());
    this.hostLines = new HostLines(out, names, detail);
  }

  /** Says which CA goes out: base64 in a diff tells nobody. */
  @Override
  public void anchors(Collection<Anchor> anchors) {
    for (Anchor anchor : anchors) {
      CaCertificate ca = anchor.certificate();
      String rest =
          ", valid until %s, SHA-256 %s"
              .formatted(ca.notAfter().atOffset(ZoneOffset.UTC).toLocalDate(), ca.fingerprint());
      out.println(
          List.of(
              Colour.BOLD.on(anchor.name().value()),
              Colour.NONE.on("  " + ca.subject()),
              Colour.NONE.on(rest)));
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
  public void phase(String host, Phase phase) {
    progress.phase(host, phase);
  }

  @Override
  public void done(HostResult result) {
    int place = names.place(result.host());
    result.diff().forEach(diff -> diff(place, diff));
    switch (result.outcome()) {
      case Unchanged unchanged when detail.verbose() -> proof(place, unchanged.evidence());
      case Changed changed -> proof(place, changed.evidence());
      default -> {}
    }
    stale.add(place, result.outcome().stale());
    HostLine line = HostLine.of(result);
    if (line.status() == Status.FAILED || line.status() == Status.UNREACHABLE) {
      failures.add(place, line);
    }
    progress.aside(
        () -> {
          hostLines.add(place, line);
          out.flush();
        });
    progress.done(result.host());
  }

  private void diff(int place, FileDiff diff) {
    if (detail.diff()) {
      diffs.add(place, diff.lines());
    }
  }

  private void proof(int place, Evidence evidence) {
    evidence.proofs().stream()
        .collect(groupingBy(Proof::anchor, LinkedHashMap::new, toList()))
        .forEach((anchor, proofs) -> this.proofs.add(place, proof(anchor, proofs)));
    evidence.daemons().stream()
        .filter(daemon -> !daemon.isStale())
        .forEach(
            daemon ->
                proofs.add(place, List.of("  seen by " + daemon.name() + ", which started since")));
  }

  /** The anchor with the certificate's fingerprint as it was read back, and where it was found. */
  private static List<String> proof(String anchor, List<Proof> proofs) {
    List<String> lines = new ArrayList<>();
    lines.add(
        proofs.stream()
            .filter(proof -> proof.kind() != Proof.Kind.FILE)
            .findFirst()
            .map(proof -> "%s  SHA-256 %s".formatted(anchor, proof.sha256()))
            .orElse(anchor));
    for (Proof proof : proofs) {
      lines.add((proof.kind() == Proof.Kind.HASH_LINK ? "  by " : "  in ") + proof.path());
    }
    return Printable.shortened(lines);
  }

  @Override
  public void finished(RunEnd end) {
    progress.end();
    hostLines.end();
    diffs.groups().forEach(group -> group("Difference on ", group));
    proofs.groups().forEach(group -> group("Read back from ", group));
    if (hostLines.printed() > FEW_LINES && !failures.none()) {
      out.println("");
      failures.print(out, names);
    }
    stale.print(out, names, detail.check());
    unknownHostKeys(end.unknownHostKeys());
    end.halt().ifPresent(halt -> HaltText.print(out, names, halt));
    out.println("");
    out.println(RecapLine.of(end.recap(), detail.check(), end.took()));
    out.flush();
  }

  private void group(String title, SharedText.Group group) {
    List<Styled> head = new ArrayList<>(List.of(Colour.BOLD.on(title)));
    head.addAll(names.list(group.hosts(), Colour.BOLD));
    out.println("");
    out.println(head);
    group.lines().forEach(line -> out.println(List.of(Colour.diffLine(line))));
  }

  private void unknownHostKeys(List<HostKeyVerdict.Unknown> keys) {
    if (keys.isEmpty()) {
      return;
    }
    out.println("");
    out.println(
        List.of(
            Colour.BOLD.on(
                "Unknown host keys: compare each with 'ssh-keygen -lf"
                    + " /etc/ssh/ssh_host_ed25519_key.pub' on its host,")));
    out.println(
        "then let 'hosttrust host-keys' with the same -i and -l write them down, or add these lines"
            + " to a known_hosts file");
    keys.forEach(key -> out.println(key.line() + " " + key.key().fingerprint()));
  }
}
