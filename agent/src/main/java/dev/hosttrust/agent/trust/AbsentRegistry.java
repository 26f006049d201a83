// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import java.util.List;

/**
 * A registry whose CA goes.
 *
 * @param anchors those that served it; at least one
 */
public record AbsentRegistry(Registry registry, List<AbsentAnchor> anchors) {
  public AbsentRegistry {
    anchors = List.copyOf(anchors);
  }
}
