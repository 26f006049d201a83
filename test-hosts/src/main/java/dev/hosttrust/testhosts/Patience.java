// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what has to come, however long that takes on a busy machine.
 *
 * <p>What hangs is ended by JUnit's limit for a whole test, which the parent {@code pom.xml} sets.
 */
public final class Patience {
  /** For limits that cannot be left out: longer than what a busy machine takes for anything. */
  public static final Duration LIMIT = Duration.ofMinutes(30);

  private static final Duration LOOK = Duration.ofMillis(20);

  private Patience() {}

  /**
   * Waits until a condition holds.
   *
   * @param seen what to show if it never does
   * @throws IllegalStateException if the thread is interrupted, with what was seen
   */
  public static void until(BooleanSupplier condition, Supplier<String> seen) {
    while (!condition.getAsBoolean()) {
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while it waited; seen: " + seen.get(), e);
      }
    }
  }
}
