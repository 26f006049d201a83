// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import java.util.List;

/**
 * One CA takes the place of another; while it does, both are trusted.
 *
 * @param name the anchor's name, as the user gave it
 * @param next the certificates that come, each an anchor of the spec
 * @param previous those that go, the same
 */
public record Succession(AnchorName name, List<Anchor> next, List<Anchor> previous) {
  public Succession {
    next = List.copyOf(next);
    previous = List.copyOf(previous);
  }

  /** The registries that both serve. */
  public List<Registry> registries() {
    return next.stream().flatMap(anchor -> anchor.registries().stream()).distinct().toList();
  }
}
