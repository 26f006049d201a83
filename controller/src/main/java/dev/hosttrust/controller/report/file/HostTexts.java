// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.evidence.Proof;
import java.util.List;
import java.util.SequencedMap;

/**
 * What is said of hosts, each text once: ten thousand hosts in three states have three diffs.
 *
 * @param notes reasons and warnings
 * @param files the change of one file
 * @param diffs numbers of {@code files}
 * @param evidence what was read back
 * @param pending steps by store
 * @param daemons whether each that runs owes a restart
 */
record HostTexts(
    Interned<List<String>> notes,
    Interned<FileDiff> files,
    Interned<List<Integer>> diffs,
    Interned<List<Proof>> evidence,
    Interned<SequencedMap<String, Integer>> pending,
    Interned<SequencedMap<String, Boolean>> daemons) {

  HostTexts() {
    this(
        new Interned<>(),
        new Interned<>(),
        new Interned<>(),
        new Interned<>(),
        new Interned<>(),
        new Interned<>());
  }

  /** The number of a host's whole diff. */
  int diff(List<FileDiff> diff) {
    return diffs.number(diff.stream().map(files::number).toList());
  }
}
