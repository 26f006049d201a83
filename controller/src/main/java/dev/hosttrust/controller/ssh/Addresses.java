// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses of a target, to be connected to. Several are tried with staggered starts, so that
 * one that does not answer holds up nobody ("Happy Eyeballs", RFC 8305).
 */
public final class Addresses {
  /** "Connection Attempt Delay" in RFC 8305, section 5. */
  static final Duration STAGGER = Duration.ofMillis(250);

  private final Target target;
  private final List<InetSocketAddress> addresses;

  private Addresses(Target target, List<InetSocketAddress> addresses) {
    this.target = target;
    this.addresses = addresses;
  }

  /** One attempt to connect, which takes no longer than the limit, and ends on an interrupt. */
  @FunctionalInterface
  public interface Attempt<T> {
    T connect(InetSocketAddress address, Duration limit) throws IOException;
  }

  /**
   * Looks the target's name up.
   *
   * @throws UnknownHostException if there is no such name
   */
  public static Addresses of(Target target, Resolver resolver) throws UnknownHostException {
    return new Addresses(
        target,
        alternating(resolver.resolve(target.host())).stream()
            .map(address -> new InetSocketAddress(address, target.port()))
            .toList());
  }

  /** The families take turns, and the one that came first begins (RFC 8305, section 4). */
  private static List<InetAddress> alternating(List<InetAddress> addresses) {
    List<InetAddress> first = new ArrayList<>();
    List<InetAddress> second = new ArrayList<>();
    for (InetAddress address : addresses) {
      (isIpv6(address) == isIpv6(addresses.getFirst()) ? first : second).add(address);
    }
    List<InetAddress> all = new ArrayList<>();
    while (!first.isEmpty() || !second.isEmpty()) {
      if (!first.isEmpty()) {
        all.add(first.removeFirst());
      }
      if (!second.isEmpty()) {
        all.add(second.removeFirst());
      }
    }
    return all;
  }

  private static boolean isIpv6(InetAddress address) {
    return address instanceof Inet6Address;
  }

  /** How long {@link #connect} may take: each address has the target's connect timeout. */
  public Duration limit() {
    return target.timing().connect().plus(STAGGER.multipliedBy(addresses.size()));
  }

  /**
   * The first attempt that succeeds.
   *
   * @throws IOException what the attempt met, of each address if there are several; {@link
   *     java.io.InterruptedIOException} if the thread is interrupted
   */
  public <T extends Closeable> T connect(Attempt<T> attempt) throws IOException {
    Duration limit = target.timing().connect();
    return addresses.size() == 1
        ? attempt.connect(addresses.getFirst(), limit)
        : new AddressRace<T>(addresses, limit, address -> attempt.connect(address, limit)).run();
  }
}
