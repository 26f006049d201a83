// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.problems;

import java.util.List;
import java.util.stream.Collectors;

/** An inventory, a pattern or a variable cannot be used; carries every problem that was found. */
@SuppressWarnings("serial") // nobody serialises it
public final class InventoryException extends RuntimeException {

  private final List<Problem> problems;

  /**
   * @param problems what is wrong, in reading order; at least one
   */
  public InventoryException(List<Problem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("no problem given");
    }
    this.problems = List.copyOf(problems);
  }

  /** A single problem. */
  public static InventoryException of(Location location, String message) {
    return new InventoryException(List.of(new Problem(location, message)));
  }

  /** All problems, one a line. */
  @Override
  public String getMessage() {
    return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }

  /** What is wrong, in reading order. */
  public List<Problem> problems() {
    return problems;
  }
}
