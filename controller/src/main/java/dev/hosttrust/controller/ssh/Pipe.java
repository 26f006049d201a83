// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded pipe between the session's thread and a reader.
 *
 * <p>Not {@link java.io.PipedInputStream}: that one takes the end of the writing thread for an
 * error and wakes its reader only once a second.
 */
public final class Pipe {
  private static final int CAPACITY = 64 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private byte[] ring = new byte[0];
  private int start;
  private int size;
  private boolean ended;
  private boolean abandoned;
  private int timeoutMillis;

  /** The writing end; closing it lets the reader read the rest, then the end. */
  public OutputStream sink() {
    return new Sink();
  }

  /** The reading end; after it is closed, what is written is thrown away. */
  public InputStream source() {
    return new Source();
  }

  /** How long a read may wait, in milliseconds; 0 for ever. */
  public void setTimeout(int millis) {
    lock.lock();
    try {
      timeoutMillis = millis;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the writing end is closed. */
  public void awaitEnd() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!ended) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the pipe from outside, whoever still reads or waits. */
  public void end() {
    close(false);
  }

  private void put(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      int done = 0;
      while (done < length && !abandoned) {
        if (ended) {
          throw new IOException("the pipe is closed");
        }
        if (ring.length == 0) {
          ring = new byte[CAPACITY];
        }
        int end = (start + size) % ring.length;
        int room = Math.min(ring.length - size, ring.length - end);
        int count = Math.min(room, length - done);
        if (count == 0) {
          changed.awaitUninterruptibly();
          continue;
        }
        System.arraycopy(bytes, offset + done, ring, end, count);
        size += count;
        done += count;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private int take(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      awaitBytes();
      if (abandoned) {
        throw new IOException("the pipe is closed");
      }
      if (size == 0) {
        return -1;
      }
      int count = Math.min(length, Math.min(size, ring.length - start));
      System.arraycopy(ring, start, bytes, offset, count);
      start = (start + count) % ring.length;
      size -= count;
      changed.signalAll();
      return count;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private void awaitBytes() throws IOException, InterruptedException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (size == 0 && !ended && !abandoned) {
      if (timeoutMillis == 0) {
        changed.await();
      } else if (nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      } else {
        throw new SocketTimeoutException("nothing came in " + timeoutMillis + " ms");
      }
    }
  }

  private void close(boolean byReader) {
    lock.lock();
    try {
      ended |= !byReader;
      abandoned |= byReader;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private final class Sink extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      put(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      put(bytes, offset, length);
    }

    @Override
    public void close() {
      Pipe.this.close(false);
    }
  }

  private final class Source extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return take(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return length == 0 ? 0 : take(bytes, offset, length);
    }

    @Override
    public int available() {
      lock.lock();
      try {
        return size;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      Pipe.this.close(true);
    }
  }
}
