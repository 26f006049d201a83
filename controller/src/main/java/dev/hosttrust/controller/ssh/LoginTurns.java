// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The logins in progress at one address. Thread-safe.
 *
 * <p>sshd closes connections at random once ten of them have not logged in yet, by default ({@code
 * MaxStartups 10:30:100} in sshd_config(5)). So only a few are begun at a time, and fewer after the
 * host has dropped one.
 */
final class LoginTurns {
  static final int MOST = 6;

  /** A login that takes longer no longer counts, so that a dead host costs its timeout once. */
  private static final long LATE = TimeUnit.SECONDS.toNanos(3);

  /** So many logins in a row must succeed before one more is let in. */
  private static final int GOOD_RUN = 8;

  private final Set<Turn> taken = new HashSet<>();
  private int limit = MOST;
  private int succeeded;

  /** A login in progress; must be ended in every case. */
  static final class Turn {
    private final long begun = System.nanoTime();
  }

  /** Waits until one more login may begin. */
  synchronized Turn take() throws InterruptedException {
    for (long wait = untilFree(); wait > 0; wait = untilFree()) {
      TimeUnit.NANOSECONDS.timedWait(this, wait);
    }
    Turn turn = new Turn();
    taken.add(turn);
    return turn;
  }

  /** Nanoseconds until enough of the logins in progress are overdue; 0 if one may begin now. */
  private long untilFree() {
    long now = System.nanoTime();
    long[] left =
        taken.stream().mapToLong(turn -> turn.begun + LATE - now).filter(n -> n > 0).toArray();
    if (left.length < limit) {
      return 0;
    }
    Arrays.sort(left);
    return left[left.length - limit];
  }

  /** The host let us in. */
  synchronized void succeeded(Turn turn) {
    succeeded++;
    if (succeeded >= GOOD_RUN && limit < MOST) {
      limit++;
      succeeded = 0;
    }
    end(turn);
  }

  /** The host closed the connection: there were too many, as it seems. */
  synchronized void dropped(Turn turn) {
    limit = Math.max(1, limit / 2);
    succeeded = 0;
    end(turn);
  }

  /**
   * The login failed for a reason that says nothing about how many the host can take: it was
   * refused, or took too long. Does nothing where the turn has ended already.
   */
  synchronized void ended(Turn turn) {
    end(turn);
  }

  private void end(Turn turn) {
    taken.remove(turn);
    notifyAll();
  }

  synchronized int limit() {
    return limit;
  }
}
