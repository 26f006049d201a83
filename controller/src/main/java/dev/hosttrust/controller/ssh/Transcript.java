package dev.hosttrust.controller.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command has written so far. Thread-safe: two threads add to it, a third waits for words.
 *
 * <p>Standard error is kept up to a bound and then thrown away; standard output beyond its bound is
 * a failure, as a half answer is of no use.
 */
public final class Transcript {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int outBound;
  private final int errBound;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private boolean outEnded;
  private boolean errEnded;
  private boolean overflowed;
  private @Nullable Exception failure;

  Transcript(int outBound, int errBound) {
    this.outBound = outBound;
    this.errBound = errBound;
  }

  /** Where a byte sequence begins in standard output, or -1. */
  public int outIndexOf(byte[] wanted) {
    return locked(() -> indexOf(out.toByteArray(), wanted, 0));
  }

  /** How often a text has come on standard error. */
  public int errCount(String wanted) {
    byte[] bytes = wanted.getBytes(StandardCharsets.UTF_8);
    return locked(
        () -> {
          byte[] all = err.toByteArray();
          int count = 0;
          for (int at = indexOf(all, bytes, 0); at >= 0; at = indexOf(all, bytes, at + 1)) {
            count++;
          }
          return count;
        });
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

  boolean awaitBothEnds(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (!(outEnded && errEnded)) {
        if (nanos <= 0) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  boolean hasOverflowed() {
    return locked(() -> overflowed);
  }

  @Nullable Exception failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  void addOut(byte[] bytes, int length) {
    change(
        () -> {
          overflowed |= length > outBound - out.size();
          if (!overflowed) {
            out.write(bytes, 0, length);
          }
        });
  }

  void addErr(byte[] bytes, int length) {
    change(() -> err.write(bytes, 0, Math.min(length, errBound - err.size())));
  }

  void endOut(@Nullable Exception with) {
    change(
        () -> {
          outEnded = true;
          failure = failure == null ? with : failure;
        });
  }

  void endErr(@Nullable Exception with) {
    change(
        () -> {
          errEnded = true;
          failure = failure == null ? with : failure;
        });
  }

  private void change(Runnable action) {
    lock.lock();
    try {
      action.run();
      changed.signalAll();
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

  private static int indexOf(byte[] all, byte[] wanted, int from) {
    for (int at = from; at <= all.length - wanted.length; at++) {
      if (Arrays.equals(all, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }
}
