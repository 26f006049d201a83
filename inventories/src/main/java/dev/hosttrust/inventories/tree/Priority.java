// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.tree;

import dev.hosttrust.inventories.python.PythonNumbers;
import dev.hosttrust.inventories.values.Variable;

/** The value of {@code ansible_group_priority}. */
final class Priority {

  private Priority() {}

  static long of(Variable variable) throws TreeException {
    return switch (variable.value()) {
      case Long number -> number;
      case Boolean flag -> flag ? 1 : 0;
      case Double number -> number.longValue();
      case String text ->
          PythonNumbers.parseInt(text).orElseThrow(() -> notANumber("'" + text + "'"));
      case null, default -> throw notANumber("that");
    };
  }

  private static TreeException notANumber(String what) {
    return new TreeException("ansible_group_priority must be a whole number, not " + what);
  }
}
