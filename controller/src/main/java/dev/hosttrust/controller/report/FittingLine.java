// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A line of parts, of which the less important ones are left out where the line is too narrow. */
final class FittingLine {
  private static final String BETWEEN = ", ";

  private record Part(int importance, Styled styled) {
    int length() {
      String text = Printable.line(styled.text());
      return text.codePointCount(0, text.length());
    }
  }

  private final List<Part> parts = new ArrayList<>();

  /**
   * @param importance 0 for the part that is always there, the higher the sooner it is left out
   */
  void add(int importance, Styled part) {
    parts.add(new Part(importance, part));
  }

  /** The most important parts that fit, in the order in which they were added. */
  List<Styled> fitting(int columns) {
    Set<Part> fitting = new HashSet<>();
    int room = columns + BETWEEN.length();
    for (Part part : parts.stream().sorted(Comparator.comparingInt(Part::importance)).toList()) {
      int needed = part.length() + BETWEEN.length();
      if (needed > room && part.importance() > 0) {
        break;
      }
      fitting.add(part);
      room -= needed;
    }
    List<Styled> line = new ArrayList<>();
    for (Part part : parts) {
      if (fitting.contains(part)) {
        if (!line.isEmpty()) {
          line.add(Colour.NONE.on(BETWEEN));
        }
        line.add(part.styled());
      }
    }
    return line;
  }
}
