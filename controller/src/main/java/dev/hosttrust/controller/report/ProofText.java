// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What was read back from a host, for people: each certificate with the places that show that it is
 * trusted, or that it is not. The only SHA-256 that people are shown is a certificate's.
 */
public final class ProofText {
  private ProofText() {}

  /** What several places show: whether a certificate of an anchor is trusted or gone. */
  private record Shown(String anchor, boolean isGone, String sha256) {
    private static Shown by(Proof proof, List<Proof> all) {
      String own = fingerprint(proof);
      return new Shown(
          proof.anchor(), isGone(proof), own.isEmpty() ? onlyFingerprint(proof, all) : own);
    }

    private static boolean isGone(Proof proof) {
      return proof.kind() == Proof.Kind.ABSENT;
    }

    /** Where other places show one certificate of the anchor, a place without one shows it too. */
    private static String onlyFingerprint(Proof proof, List<Proof> all) {
      List<String> known =
          all.stream()
              .filter(other -> other.anchor().equals(proof.anchor()))
              .filter(other -> isGone(other) == isGone(proof))
              .map(ProofText::fingerprint)
              .filter(sha256 -> !sha256.isEmpty())
              .distinct()
              .toList();
      return known.size() == 1 ? known.getFirst() : "";
    }

    private String title() {
      return sha256.isEmpty() ? anchor : "%s  SHA-256 %s".formatted(anchor, sha256);
    }
  }

  /**
   * The SHA-256 of the certificate; empty where it is not known, as that of a whole file is not.
   */
  public static String fingerprint(Proof proof) {
    return proof.kind() == Proof.Kind.FILE ? "" : proof.sha256();
  }

  /** A title for each certificate, and a line for each place. */
  public static List<String> lines(List<Proof> proofs) {
    return pieces(proofs).stream().flatMap(piece -> piece.lines().stream()).toList();
  }

  /** The same, by certificate. */
  static List<Piece> pieces(List<Proof> proofs) {
    SequencedMap<Shown, List<String>> shown = new LinkedHashMap<>();
    for (Proof proof : proofs) {
      Shown what = Shown.by(proof, proofs);
      List<String> lines = shown.computeIfAbsent(what, s -> new ArrayList<>(List.of(s.title())));
      String line = "  " + where(proof);
      if (!lines.contains(line)) { // two stores may read one file
        lines.add(line);
      }
    }
    return shown.values().stream()
        .map(lines -> new Piece(lines.getFirst(), Printable.shortened(lines)))
        .toList();
  }

  private static String where(Proof proof) {
    String how =
        switch (proof.kind()) {
          case BUNDLE, FILE -> "in ";
          case HASH_LINK -> "by ";
          case ABSENT -> "not in ";
        };
    return how + proof.path();
  }

  /** All about one place, for records in which each line stands by itself. */
  public static String line(Proof proof) {
    String sha256 = fingerprint(proof);
    return "read back: %s, %s, %s %s%s"
        .formatted(
            proof.anchor(),
            proof.store(),
            proof.kind().word(),
            proof.path(),
            sha256.isEmpty() ? "" : ", SHA-256 " + sha256);
  }
}
