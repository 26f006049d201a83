// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Ends something that takes too long: one sleeping virtual thread for each. */
public final class Watchdog implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean bitten = new AtomicBoolean();
  private final Thread thread;

  private Watchdog(Duration limit, BooleanSupplier excused, Runnable bite) {
    this.thread = Thread.ofVirtual().name("watchdog").unstarted(() -> watch(limit, excused, bite));
  }

  /**
   * Starts the clock.
   *
   * @param excused while true (somebody is typing a passphrase) the clock stands, and starts anew
   *     afterwards
   * @param bite ends what is watched, from another thread
   */
  public static Watchdog start(Duration limit, BooleanSupplier excused, Runnable bite) {
    Watchdog dog = new Watchdog(limit, excused, bite);
    dog.thread.start();
    return dog;
  }

  /** Whether time ran out. */
  public boolean hasBitten() {
    return bitten.get();
  }

  @Override
  public void close() {
    over.set(true);
    thread.interrupt();
  }

  private void watch(Duration limit, BooleanSupplier excused, Runnable bite) {
    try {
      Thread.sleep(limit);
      while (excused.getAsBoolean()) {
        while (excused.getAsBoolean()) {
          Thread.sleep(LOOK_AGAIN);
        }
        Thread.sleep(limit);
      }
      if (over.compareAndSet(false, true)) {
        bitten.set(true);
        bite.run();
      }
    } catch (InterruptedException e) {
      // closed in time
    }
  }
}
