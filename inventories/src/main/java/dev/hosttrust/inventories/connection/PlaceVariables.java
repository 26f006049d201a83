// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.connection;

import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.words.ProblemsException;
import org.jspecify.annotations.Nullable;

/**
 * What the variables of a host say about when it has its turn in a rollout.
 *
 * @param zone the part of the fleet that it belongs to, {@code hosttrust_zone}; null if they do not
 *     say
 * @param last whether it comes after the others, {@code hosttrust_order: last}
 */
public record PlaceVariables(@Nullable String zone, boolean last) {
  private static final String ORDER = "hosttrust_order";
  private static final String LAST = "last";

  /**
   * Reads the variables of a host.
   *
   * @throws ProblemsException with all problems: a value of the wrong type, an order that is none
   */
  public static PlaceVariables of(InventoryHost host) {
    var values = new NeededValues(host);
    String order = values.filledText(ORDER);
    if (order != null && !order.equals(LAST)) {
      values.problem(ORDER, "must be '%s', or not be set, not '%s'".formatted(LAST, order));
    }
    var result = new PlaceVariables(values.filledText("hosttrust_zone"), order != null);
    values.throwIfFailed();
    return result;
  }
}
