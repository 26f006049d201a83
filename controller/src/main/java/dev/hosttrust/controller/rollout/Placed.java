// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

/** A host that has its turn in some batch. */
public interface Placed {
  /** As the inventory has it. */
  String name();

  /** What decides when it has its turn. */
  Place place();
}
