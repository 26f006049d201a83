// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** Tries the addresses of a name in turn, as ssh does, so that a dead IPv6 does no harm. */
public final class Addresses {
  private Addresses() {}

  /** One attempt to connect, which may take so many milliseconds. */
  @FunctionalInterface
  public interface Attempt<T> {
    T connect(InetSocketAddress address, int millis) throws IOException;
  }

  /**
   * The first attempt that succeeds within the target's connect timeout, which is for all of them.
   *
   * @throws IOException what the last attempt met; {@link java.net.UnknownHostException} if there
   *     is no such name
   */
  public static <T> T connect(Target target, Attempt<T> attempt) throws IOException {
    long end = System.nanoTime() + target.timing().connect().toNanos();
    IOException last = new SocketTimeoutException("no time left");
    for (InetAddress address : InetAddress.getAllByName(target.host())) {
      int millis = Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
      if (millis <= 0) {
        break;
      }
      try {
        return attempt.connect(new InetSocketAddress(address, target.port()), millis);
      } catch (IOException e) {
        last = e; // the next one may do
      }
    }
    throw last;
  }
}
