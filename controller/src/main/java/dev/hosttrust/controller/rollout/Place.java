// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import java.util.Optional;

/**
 * What decides when a host has its turn, besides its place in the inventory.
 *
 * @param canary whether it is among those that are run before all others
 * @param zone a part of the fleet that shall not be run together with others; empty if it is in
 *     none
 * @param last whether it comes after the others, in every order
 */
public record Place(boolean canary, Optional<String> zone, boolean last) {
  public static final Place ANYWHERE = new Place(false, Optional.empty(), false);
}
