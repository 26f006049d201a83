// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Ends something that takes too long: one sleeping virtual thread for each. */
public final class Watchdog implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean bitten = new AtomicBoolean();
  private final Thread thread;

  private volatile Duration limit;
  private volatile long end;

  private Watchdog(Duration limit, BooleanSupplier excused, Runnable bite) {
    this.thread = Thread.ofVirtual().name("watchdog").unstarted(() -> watch(excused, bite));
    this.limit = limit;
    this.end = System.nanoTime() + limit.toNanos();
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

  /** Starts the clock anew, with another limit; too late where time has run out. */
  void restart(Duration next) {
    limit = next;
    end = System.nanoTime() + next.toNanos();
    thread.interrupt();
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

  private void watch(BooleanSupplier excused, Runnable bite) {
    while (!over.get()) {
      try {
        sleep(excused);
        if (over.compareAndSet(false, true)) {
          bitten.set(true);
          bite.run();
        }
      } catch (InterruptedException e) {
        // closed in time, or started anew
      }
    }
  }

  private void sleep(BooleanSupplier excused) throws InterruptedException {
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.sleep(left);
      while (excused.getAsBoolean()) {
        Thread.sleep(LOOK_AGAIN);
        end = System.nanoTime() + limit.toNanos();
      }
    }
  }
}
