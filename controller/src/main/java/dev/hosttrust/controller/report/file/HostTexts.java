// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.evidence.Proof;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What is said of hosts, each text once: ten thousand hosts in three states have three diffs. Text
 * beyond what fits in memory is left out, as on the terminal.
 *
 * @param notes reasons and warnings
 * @param files the change of one file
 * @param diffs numbers of {@code files}
 * @param evidence what was read back
 * @param pending steps by store
 * @param daemons whether each that runs owes a restart
 * @param rooms what the others share
 */
record HostTexts(
    Interned<List<String>> notes,
    Interned<FileDiff> files,
    Interned<List<Integer>> diffs,
    Interned<List<Proof>> evidence,
    Interned<SequencedMap<String, Integer>> pending,
    Interned<SequencedMap<String, Boolean>> daemons,
    List<Room> rooms) {
  /** Of notes, of differences, and of proofs, each. */
  private static final long MOST_CHARACTERS = 16 << 20;

  private static final String LEFT_OUT = "left out, because there is too much text of its kind";

  HostTexts {
    rooms = List.copyOf(rooms);
  }

  HostTexts() {
    this(MOST_CHARACTERS);
  }

  HostTexts(long mostCharacters) {
    this(new Room(mostCharacters), new Room(mostCharacters), new Room(mostCharacters));
  }

  private HostTexts(Room notes, Room diffs, Room proofs) {
    this(
        new Interned<>(notes, HostTexts::length, List.of(LEFT_OUT)),
        new Interned<>(
            diffs,
            file -> file.path().length() + length(file.lines()),
            new FileDiff("", List.of(LEFT_OUT))),
        new Interned<>(diffs, numbers -> 0, List.of()), // small
        new Interned<>(proofs, HostTexts::lengthOfProofs, List.of()),
        new Interned<>(proofs, HostTexts::length, new LinkedHashMap<>()),
        new Interned<>(proofs, HostTexts::length, new LinkedHashMap<>()),
        List.of(notes, diffs, proofs));
  }

  private static long length(List<String> texts) {
    return texts.stream().mapToLong(String::length).sum();
  }

  private static long length(SequencedMap<String, ?> numbers) {
    return numbers.keySet().stream().mapToLong(String::length).sum();
  }

  private static long lengthOfProofs(List<Proof> proofs) {
    return proofs.stream()
        .mapToLong(
            proof -> proof.anchor().length() + proof.path().length() + proof.sha256().length())
        .sum();
  }

  /** The number of a host's whole diff. */
  int diff(List<FileDiff> diff) {
    return diffs.number(diff.stream().map(files::number).distinct().toList());
  }

  /** How many texts there was no room for. */
  int leftOut() {
    return rooms.stream().mapToInt(Room::leftOut).sum();
  }
}
