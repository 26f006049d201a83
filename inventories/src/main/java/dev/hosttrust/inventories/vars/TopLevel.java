// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.vars;

import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.values.Variable;
import java.util.LinkedHashMap;
import java.util.Map;

/** The entries of a dictionary as variables. */
final class TopLevel {

  private TopLevel() {}

  static Map<String, Variable> variables(Mapping mapping) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            entry ->
                variables.put(
                    entry.name(), new Variable(entry.value().plain(), entry.value().location())));
    return variables;
  }
}
