// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option with its values, which have been checked.
 *
 * @param values at least one
 */
record Setting(Keyword keyword, List<String> values, Location place) implements Item {

  Setting {
    values = List.copyOf(values);
  }

  static Setting of(Keyword keyword, String value, Location place) {
    return new Setting(keyword, List.of(value), place);
  }

  /** Reads what follows the keyword on its line. */
  static @Nullable Setting read(
      Keyword keyword, LineScanner line, Location place, Findings findings) {
    List<String> values;
    try {
      values = keyword.takesRest() ? List.of(line.rest()) : line.words();
    } catch (LineScanner.OpenQuoteException e) {
      findings.problem(place, "%s: %s; close it".formatted(keyword, e.getMessage()));
      return null;
    }
    String problem = keyword.problem(values);
    if (problem != null) {
      String shown = values.isEmpty() ? "" : " " + String.join(" ", values);
      findings.problem(place, "%s%s: %s".formatted(keyword, shown, problem));
      return null;
    }
    return new Setting(keyword, values, place);
  }

  String value() {
    return values.getFirst();
  }
}
