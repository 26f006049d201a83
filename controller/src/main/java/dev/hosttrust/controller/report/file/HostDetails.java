// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.controller.report.ProofText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The texts of hosts, as lines for people. */
final class HostDetails {
  private final List<List<String>> notes;
  private final List<FileDiff> files;
  private final List<List<Integer>> diffs;
  private final List<List<Proof>> evidence;
  private final Map<Integer, String> firstWithDiff = new HashMap<>();
  private final Map<Integer, String> firstWithEvidence = new HashMap<>();

  HostDetails(HostTexts texts) {
    this.notes = texts.notes().values();
    this.files = texts.files().values();
    this.diffs = texts.diffs().values();
    this.evidence = texts.evidence().values();
  }

  /** Reasons and warnings. */
  List<String> notes(HostRecord host) {
    return notes.get(host.notes());
  }

  /**
   * The host's diff and evidence; where a host that was asked for before has the same, its name in
   * place of them.
   */
  List<String> once(HostRecord host) {
    List<String> lines = new ArrayList<>();
    if (!diffs.get(host.diff()).isEmpty()) {
      String first = firstWithDiff.putIfAbsent(host.diff(), host.host());
      lines.addAll(first == null ? diff(host) : List.of("the same difference as on " + first));
    }
    if (!evidence.get(host.evidence()).isEmpty()) {
      String first = firstWithEvidence.putIfAbsent(host.evidence(), host.host());
      lines.addAll(
          first == null ? proofs(host) : List.of("the same was read back as from " + first));
    }
    return lines;
  }

  private List<String> diff(HostRecord host) {
    return diffs.get(host.diff()).stream()
        .flatMap(file -> files.get(file).lines().stream())
        .toList();
  }

  private List<String> proofs(HostRecord host) {
    return evidence.get(host.evidence()).stream().map(ProofText::line).toList();
  }
}
