// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command has written so far. Thread-safe: two threads add to it, a third waits for words.
 *
 * <p>Both outputs have a bound on what is taken; of standard error only the first part is kept.
 */
public final class Transcript {

  /** How much of the outputs is taken, and how much of standard error kept, in bytes. */
  record Bounds(int out, int err, int errKept) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Bounds bounds;
  private final Bytes out = new Bytes();
  private final Bytes err = new Bytes();
  private long errTaken;
  private boolean outEnded;
  private boolean errEnded;
  private @Nullable String overflow;
  private @Nullable Exception outFailure;

  Transcript(Bounds bounds) {
    this.bounds = bounds;
  }

  /** A search that looks at each byte of standard output once, however often it is asked. */
  public Search searchOut(byte[] wanted) {
    return new Search(out, wanted);
  }

  /** A search in what is kept of standard error. */
  public Search searchErr(String wanted) {
    return new Search(err, wanted.getBytes(StandardCharsets.UTF_8));
  }

  /** Where, and how often, some bytes have come so far. */
  public final class Search {
    private final Bytes where;
    private final byte[] wanted;
    private int next;
    private int first = -1;
    private int count;

    private Search(Bytes where, byte[] wanted) {
      this.where = where;
      this.wanted = wanted.clone();
    }

    /** Where they first begin, or -1. */
    public int first() {
      return locked(
          () -> {
            look();
            return first;
          });
    }

    public int count() {
      return locked(
          () -> {
            look();
            return count;
          });
    }

    private void look() {
      for (; next + wanted.length <= where.size(); next++) {
        if (where.has(wanted, next)) {
          first = count == 0 ? next : first;
          count++;
        }
      }
    }
  }

  /** Whether standard output has ended, the command with it as a rule. */
  public boolean hasEnded() {
    return locked(() -> outEnded);
  }

  public byte[] out() {
    return locked(out::toByteArray);
  }

  public byte[] err() {
    return locked(err::toByteArray);
  }

  /** Waits until something has come that the condition is true of; also looks right away. */
  public void await(Predicate<Transcript> condition) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!condition.test(this)) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits like {@link #await(Predicate)}, but not once nothing has come for some time.
   *
   * @return whether the condition is true
   */
  public boolean await(Predicate<Transcript> condition, Duration quiet)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!condition.test(this)) {
        if (changed.awaitNanos(quiet.toNanos()) <= 0) {
          return condition.test(this);
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until both outputs have ended, but no longer than the limit. */
  public void awaitEnds(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (!(outEnded && errEnded) && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Which output was longer than its bound, in words. */
  Optional<String> overflow() {
    return locked(() -> Optional.ofNullable(overflow));
  }

  /** Why standard output could not be read to its end. */
  Optional<Exception> outFailure() {
    return locked(() -> Optional.ofNullable(outFailure));
  }

  /**
   * @return whether more is wanted
   */
  boolean addOut(byte[] bytes, int length) {
    return change(
        () -> {
          if (length > bounds.out() - out.size()) {
            overflow = "more than %d MiB".formatted(bounds.out() >> 20);
          } else {
            out.write(bytes, 0, length);
          }
        });
  }

  /**
   * @return whether more is wanted
   */
  boolean addErr(byte[] bytes, int length) {
    return change(
        () -> {
          errTaken += length;
          if (errTaken > bounds.err()) {
            overflow = "more than %d MiB of error messages".formatted(bounds.err() >> 20);
          }
          err.write(bytes, 0, Math.min(length, bounds.errKept() - err.size()));
        });
  }

  void endOut(@Nullable Exception with) {
    change(
        () -> {
          outEnded = true;
          outFailure = with;
        });
  }

  void endErr() {
    change(() -> errEnded = true);
  }

  private boolean change(Runnable action) {
    lock.lock();
    try {
      action.run();
      changed.signalAll();
      return overflow == null;
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }

  /** Grows, and can be searched without a copy. */
  private static final class Bytes extends ByteArrayOutputStream {
    boolean has(byte[] wanted, int at) {
      return Arrays.equals(buf, at, at + wanted.length, wanted, 0, wanted.length);
    }
  }
}
