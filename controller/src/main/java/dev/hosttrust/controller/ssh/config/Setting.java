// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option with its values, which have been checked.
 *
 * @param values at least one
 */
record Setting(Keyword keyword, List<String> values, Place place) implements Item {

  Setting {
    values = List.copyOf(values);
  }

  static Setting of(Keyword keyword, String value, Place place) {
    return new Setting(keyword, List.of(value), place);
  }

  /** Reads what follows the keyword on its line. */
  static @Nullable Setting read(
      Keyword keyword, LineScanner line, Place place, List<String> problems) {
    List<String> values;
    try {
      values = keyword.takesRest() ? List.of(line.rest()) : line.words();
    } catch (LineScanner.OpenQuoteException e) {
      problems.add("%s: %s: %s; close it".formatted(place, keyword, e.getMessage()));
      return null;
    }
    String problem = keyword.problem(values);
    if (problem != null) {
      String shown = values.isEmpty() ? "" : " " + String.join(" ", values);
      problems.add("%s: %s%s: %s".formatted(place, keyword, shown, problem));
      return null;
    }
    return new Setting(keyword, values, place);
  }

  String value() {
    return values.getFirst();
  }
}
