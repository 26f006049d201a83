// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what a host sends over one connection, so that no host can keep us reading for as long as
 * it likes: by messages that mean nothing, for instance. Thread-safe.
 */
public final class Traffic {
  /** What one host may send: the longest outputs of four commands, in bytes. */
  public static final long BOUND = 4L * Command.STDOUT_BOUND;

  private final AtomicLong bound = new AtomicLong(BOUND);
  private final AtomicLong left = new AtomicLong(BOUND);

  /**
   * One more host is reached over the connection: what that one may send counts twice, since it is
   * packed once more.
   */
  public void carry() {
    bound.addAndGet(2 * BOUND);
    left.addAndGet(2 * BOUND);
  }

  /**
   * Counts bytes that came.
   *
   * @throws ExceededException if they are too many; the connection is to be cut then
   */
  public void received(int bytes) throws ExceededException {
    if (left.addAndGet(-bytes) < 0) {
      throw exceeded();
    }
  }

  public boolean isExceeded() {
    return left.get() < 0;
  }

  /** What is to be said when they are too many. */
  public ExceededException exceeded() {
    return new ExceededException(bound.get());
  }

  /** The host sent too much. */
  public static final class ExceededException extends IOException {
    private static final long serialVersionUID = 1L;

    private ExceededException(long bound) {
      super("the host sent more than %d MiB, the connection was cut".formatted(bound >> 20));
    }
  }
}
