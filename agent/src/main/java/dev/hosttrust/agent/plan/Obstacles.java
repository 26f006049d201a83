// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

import java.util.List;

/**
 * Why a host is left as it is.
 *
 * @param reasons each names the path and the remedy; at least one
 */
public record Obstacles(List<String> reasons) implements Planning {
  public Obstacles {
    reasons = List.copyOf(reasons);
  }
}
