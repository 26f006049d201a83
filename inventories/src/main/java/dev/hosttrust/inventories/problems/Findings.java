// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.problems;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects problems and warnings while an inventory is read, so that a user sees all of them at
 * once. Not thread-safe: one reading, one collector.
 */
public final class Findings {

  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Set<Problem> warnings = new LinkedHashSet<>();

  /** Notes something that makes the inventory unusable. */
  public void problem(Location location, String message) {
    problems.add(new Problem(location, message));
  }

  /** Notes everything that another reading found wrong. */
  public void problems(InventoryException exception) {
    problems.addAll(exception.problems());
  }

  /** Notes something that Ansible accepts but that is probably not what the user meant. */
  public void warning(Location location, String message) {
    warnings.add(new Problem(location, message));
  }

  /** Whether a problem has been noted. */
  public boolean failed() {
    return !problems.isEmpty();
  }

  /** The warnings so far, in reading order. */
  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  /** Ends the reading: throws if a problem has been noted. */
  public void throwIfFailed() {
    if (failed()) {
      throw new InventoryException(new ArrayList<>(problems));
    }
  }
}
