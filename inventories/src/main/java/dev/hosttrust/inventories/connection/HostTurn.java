// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.connection;

import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.words.ProblemsException;
import org.jspecify.annotations.Nullable;

/**
 * What the variables of a host say about when its turn comes.
 *
 * @param last whether it comes after the hosts that say nothing: {@code hosttrust_order} is {@code
 *     last}
 * @param reason why, {@code hosttrust_order_reason}, such as {@code cordoned}; null if nobody says
 * @param notServed why it cannot be served at all, and what to do there: {@code
 *     hosttrust_not_served}; null if it is served
 * @param zone the part of the fleet that it belongs to, {@code hosttrust_zone}; null if nobody says
 */
public record HostTurn(
    boolean last, @Nullable String reason, @Nullable String notServed, @Nullable String zone) {

  /** For a host that cannot be read. */
  public static final HostTurn ORDINARY = new HostTurn(false, null, null, null);

  /**
   * Reads the variables of a host.
   *
   * @throws ProblemsException with all problems: a value of the wrong type, a template that cannot
   *     be resolved, another order than {@code last}
   */
  public static HostTurn of(InventoryHost host) {
    var values = new NeededValues(host);
    String order = values.filledText("hosttrust_order");
    if (order != null && !order.equals("last")) {
      values.problem("hosttrust_order", "must be last, or be left out, not '" + order + "'");
    }
    var turn =
        new HostTurn(
            "last".equals(order),
            values.filledText("hosttrust_order_reason"),
            notServed(values),
            values.filledText("hosttrust_zone"));
    values.throwIfFailed();
    return turn;
  }

  /** A node that has just joined a cluster has no address yet, and must not hold up the others. */
  private static @Nullable String notServed(NeededValues values) {
    String why = values.filledText("hosttrust_not_served");
    if (why != null
        || values.text("ansible_connection") != null
        || values.text("ansible_ssh_host", "ansible_host") != null) {
      return why;
    }
    return values.filledText("hosttrust_address_missing");
  }
}
