// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import dev.hosttrust.agent.protocol.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * One host's wait for its turn where others change the same host's trust: whether it is worth
 * another look, and the pause before it. Used by one thread.
 */
final class ChangeRetry {
  /** How often a host is looked at that changes while nobody is seen to hold the lock. */
  private static final int LOOKS = 6;

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** Others that follow one another are waited for as many times as long as one of them. */
  private static final int HOLDERS = 10;

  private final Duration longestWait;
  private final LongSupplier nanoTime;
  private OptionalLong since = OptionalLong.empty();
  private String holder = "";
  private long holderSince;
  private int conflicts;
  private int pauses;

  /**
   * @param longestWait how long one holder of the lock is waited for; ten times as long for all
   */
  ChangeRetry(Duration longestWait) {
    this(longestWait, System::nanoTime);
  }

  ChangeRetry(Duration longestWait, LongSupplier nanoTime) {
    this.longestWait = longestWait;
    this.nanoTime = nanoTime;
  }

  /**
   * The host was not begun, because somebody holds the lock.
   *
   * @return why it is given up; empty if it is to be looked at again
   */
  Optional<String> locked(Answer.Locked locked) {
    long now = nanoTime.getAsLong();
    if (!locked.holder().equals(holder)) {
      // Another holder than before: those before it got on, and so shall we.
      holder = locked.holder();
      holderSince = now;
    } else if (isOver(holderSince, now, longestWait)) {
      return Optional.of(
          "%s has been changing this host's trust for more than %d s; run again when it is done"
              .formatted(holder, longestWait.toSeconds()));
    }
    return waitedForAll(now);
  }

  private Optional<String> waitedForAll(long now) {
    Duration longest = longestWait.multipliedBy(HOLDERS);
    if (since.isEmpty()) {
      since = OptionalLong.of(now);
    } else if (isOver(since.getAsLong(), now, longest)) {
      return Optional.of(
          "others have been changing this host's trust for more than %d s; run again when they are done"
              .formatted(longest.toSeconds()));
    }
    return Optional.empty();
  }

  private static boolean isOver(long start, long now, Duration wait) {
    return now - start >= wait.toNanos();
  }

  /**
   * The host was not begun, because it is no longer what it was when it was looked at.
   *
   * @return why it is given up; empty if it is to be looked at again
   */
  Optional<String> changed(Answer.Conflict conflict) {
    // What changed while another rollout was waited for, that rollout changed.
    if (conflict.waitedFor().isPresent()) {
      return waitedForAll(nanoTime.getAsLong());
    }
    conflicts++;
    return conflicts < LOOKS
        ? Optional.empty()
        : Optional.of(
            "%s changed each of the %d times that the host was looked at; see who else writes there,"
                    .formatted(String.join(", ", conflict.what()), LOOKS)
                + " then run again");
  }

  /**
   * Waits before the next look, each time longer, and never as long as another that began with us.
   *
   * @throws InterruptedException if the work on the host is cut short
   */
  void pause() throws InterruptedException {
    long longest =
        Math.min(SHORTEST_PAUSE.toMillis() << Math.min(pauses++, 10), LONGEST_PAUSE.toMillis());
    Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
  }
}
