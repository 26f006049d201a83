// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Attempts at several addresses, each in a virtual thread. The next one begins when the one before
 * has failed, or has not succeeded for a while; the first that succeeds ends the others.
 */
final class AddressRace<T extends Closeable> {
  /** One attempt to connect. */
  @FunctionalInterface
  interface Attempt<T> {
    T connect(InetSocketAddress address) throws IOException;
  }

  private final List<InetSocketAddress> addresses;
  private final Duration limit;
  private final Attempt<T> attempt;
  private final List<Thread> runners = new ArrayList<>();
  private final Map<InetSocketAddress, Throwable> failures = new HashMap<>();
  private @Nullable T winner;
  private boolean over;

  /**
   * @param limit how long one attempt may take, for the message
   */
  AddressRace(List<InetSocketAddress> addresses, Duration limit, Attempt<T> attempt) {
    this.addresses = addresses;
    this.limit = limit;
    this.attempt = attempt;
  }

  /**
   * Runs it to its end.
   *
   * @throws NoAddressException if no attempt has succeeded
   */
  synchronized T run() throws IOException {
    try {
      for (InetSocketAddress address : addresses) {
        if (winner != null) {
          break;
        }
        runners.add(Thread.ofVirtual().name("connect " + address).start(() -> connect(address)));
        await(failures.size() + 1, Addresses.STAGGER.toNanos());
      }
      while (winner == null && failures.size() < addresses.size()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (winner != null) {
        winner.close();
      }
      throw new InterruptedIOException("interrupted while connecting");
    } finally {
      over = true;
      runners.forEach(Thread::interrupt);
    }
    T first = winner;
    if (first == null) {
      throw new NoAddressException(
          addresses.stream().map(this::failure).collect(Collectors.joining("; ")));
    }
    return first;
  }

  private String failure(InetSocketAddress address) {
    return written(address.getAddress()) + " " + Faults.atAddress(limit, failures.get(address));
  }

  /** As people write it, with {@code ::} for the zeros of IPv6. */
  static String written(InetAddress address) {
    return address.getHostAddress().replaceFirst("(?:^|:)0(?::0)+(?::|$)", "::");
  }

  /** Waits for a success or the next failure, but no longer than the limit. */
  private void await(int failed, long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      if (winner != null || failures.size() >= failed) {
        return;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  private void connect(InetSocketAddress address) {
    try {
      T connected = attempt.connect(address);
      if (!win(connected)) {
        connected.close();
      }
    } catch (Throwable e) { // an error, too, must not let the others wait
      lose(address, e);
    }
  }

  private synchronized boolean win(T connected) {
    if (over || winner != null) {
      return false;
    }
    winner = connected;
    notifyAll();
    return true;
  }

  private synchronized void lose(InetSocketAddress address, Throwable failure) {
    failures.put(address, failure);
    notifyAll();
  }
}
