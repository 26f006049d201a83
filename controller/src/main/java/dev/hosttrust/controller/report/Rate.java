// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** How many hosts are done in a second, of late. Not thread-safe. */
final class Rate {
  /** Long enough that batches and slow hosts even out. */
  private static final long WINDOW = Duration.ofMinutes(1).toMillis();

  private static final long STEP = 1000;

  /** Before, a few quick hosts would promise too much. */
  private static final long SOON = 3000;

  private record Sample(long millis, int done) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * @param millis the time now
   * @param done how many hosts are done
   */
  void sample(long millis, int done) {
    if (!samples.isEmpty() && millis - samples.getLast().millis() < STEP) {
      return;
    }
    samples.add(new Sample(millis, done));
    while (millis - samples.getFirst().millis() > WINDOW) {
      samples.removeFirst();
    }
  }

  /** Hosts a second; empty while that is not known, or none was done of late. */
  OptionalDouble perSecond(long millis, int done) {
    if (samples.isEmpty()) {
      return OptionalDouble.empty();
    }
    Sample first = samples.getFirst();
    long took = millis - first.millis();
    int hosts = done - first.done();
    return took < SOON || hosts <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(hosts * 1000.0 / took);
  }
}
