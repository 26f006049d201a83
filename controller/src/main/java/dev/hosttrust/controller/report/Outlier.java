// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is said of some hosts, beside what is said of the most. */
final class Outlier {
  private Outlier() {}

  /**
   * Where a host is not as the reference: what it has otherwise or besides, whole, and what it has
   * not, by its title.
   */
  static List<String> lines(List<Piece> pieces, List<Piece> reference) {
    Set<Piece> common = new HashSet<>(reference);
    Set<String> titles = pieces.stream().map(Piece::title).collect(Collectors.toSet());
    List<String> lines = new ArrayList<>();
    for (Piece piece : pieces) {
      if (!common.contains(piece)) {
        lines.addAll(piece.lines());
      }
    }
    List<String> missing =
        reference.stream().map(Piece::title).filter(title -> !titles.contains(title)).toList();
    if (!missing.isEmpty()) {
      lines.add("nothing about " + String.join(", ", missing));
    }
    return lines;
  }
}
