// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value with expressions in it.
 *
 * @param parts in order
 */
record Template(List<Part> parts) {

  sealed interface Part {}

  /** Text around expressions. */
  record Text(String text) implements Part {}

  /** An expression. */
  record Braces(Expression expression) implements Part {}

  /** {@code {% if %}} with all that belongs to it; the first branch that holds counts. */
  record Branches(List<Branch> branches) implements Part {}

  /**
   * One branch.
   *
   * @param condition null for {@code {% else %}}
   */
  record Branch(@Nullable Expression condition, List<Part> parts) {}

  /** {@code Templar.is_possibly_template}. */
  static boolean isOne(String text) {
    return text.contains("{{") || text.contains("{%") || text.contains("{#");
  }
}
