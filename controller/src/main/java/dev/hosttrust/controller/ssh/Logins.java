// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.agent.shell.ShellException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Ensures that no address gets more logins at a time than it can take, and tries again where a host
 * drops a connection before it has shown its host key. One for each transport. Thread-safe.
 *
 * <p>A login that was answered is never repeated: not after a refused key, password or host key,
 * nor after a timeout.
 */
public final class Logins {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

  private final Resolver resolver;
  private final Map<String, LoginTurns> addresses = new ConcurrentHashMap<>();

  public Logins(Resolver resolver) {
    this.resolver = resolver;
  }

  /** One login from its first packet to its last. */
  @FunctionalInterface
  public interface Login<T> {
    T attempt() throws ShellException;
  }

  /**
   * Waits for a turn and logs in. The target's connect timeout begins with the turn; to resolve the
   * host's name before it takes as long as the system's resolver does, which ssh's ConnectTimeout
   * does not bound either. A login that was dropped is repeated after longer and longer pauses,
   * which together take no longer than the connect timeout.
   *
   * @param way the jump hosts before the target, nearest first
   * @throws ShellException what the last attempt met
   */
  public <T> T login(Target target, List<Target> way, Login<T> login) throws ShellException {
    LoginTurns turns = addresses.computeIfAbsent(place(target, way), key -> new LoginTurns());
    try {
      return repeated(target, turns, login);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ShellException(
          ShellException.Kind.REFUSED,
          "it waited for its turn to log in at " + target.address(),
          e);
    }
  }

  private static <T> T repeated(Target target, LoginTurns turns, Login<T> login)
      throws ShellException, InterruptedException {
    long left = target.timing().connect().toNanos();
    Duration pause = FIRST_PAUSE;
    for (int tries = 1; ; tries++) {
      LoginTurns.Turn turn = turns.take();
      try {
        return attempt(turns, turn, login);
      } catch (ShellException e) {
        if (!(e.getCause() instanceof DroppedException)) {
          throw e;
        }
        Duration next = jittered(pause);
        left -= next.toNanos();
        if (left < 0) {
          throw Faults.dropped(target, tries, e);
        }
        Thread.sleep(next);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    }
  }

  static <T> T attempt(LoginTurns turns, LoginTurns.Turn turn, Login<T> login)
      throws ShellException {
    try {
      T result = login.attempt();
      turns.succeeded(turn);
      return result;
    } catch (ShellException e) {
      if (e.getCause() instanceof DroppedException) {
        turns.dropped(turn);
      }
      throw e;
    } finally {
      turns.ended(turn);
    }
  }

  /** Half to one and a half of it, so that hosts that were dropped together part. */
  private static Duration jittered(Duration pause) {
    long nanos = pause.toNanos();
    return Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos));
  }

  /** What many names of one host have in common; behind a jump host, names are resolved there. */
  private String place(Target target, List<Target> way) {
    if (!way.isEmpty()) {
      return way.stream().map(Target::address).collect(Collectors.joining(",", "", ","))
          + target.address();
    }
    try {
      return resolver.resolve(target.host()).getFirst().getHostAddress() + ":" + target.port();
    } catch (UnknownHostException e) {
      return target.address(); // the login says so
    }
  }
}
