// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.Faults;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Connects once more where a host could not be reached for a reason that may pass. What a host
 * refused, a password, a key or the way it proved its identity, is not tried again. Immutable.
 *
 * @param most how often at most, beyond the first attempt
 * @param first about how long the first pause is; each further one is twice as long, up to {@link
 *     #LONGEST}
 */
record Retries(int most, Duration first) {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  Retries(int most) {
    this(most, Duration.ofSeconds(1));
  }

  /** One attempt to connect. */
  @FunctionalInterface
  interface Attempt {
    Connection connect() throws ShellException;
  }

  /**
   * Connects.
   *
   * @throws ShellException what the last attempt met
   */
  Connection connect(Attempt attempt) throws ShellException {
    Duration pause = first;
    for (int tries = 1; ; tries++) {
      try {
        return attempt.connect();
      } catch (ShellException e) {
        if (tries > most || !Faults.mayPass(e)) {
          throw tries == 1 ? e : counted(e, tries);
        }
        sleep(pause, e);
        pause = longer(pause);
      }
    }
  }

  /** The pause behind one. */
  static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }

  private static ShellException counted(ShellException last, int tries) {
    return new ShellException(
        last.kind(), "%s (attempt %d)".formatted(last.getMessage(), tries), last);
  }

  /**
   * Half to one and a half of it, so that hosts that failed together do not come back together.
   *
   * @throws ShellException the failure, if the work on the host is cut short meanwhile
   */
  private static void sleep(Duration pause, ShellException failure) throws ShellException {
    long nanos = pause.toNanos();
    try {
      Thread.sleep(Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
