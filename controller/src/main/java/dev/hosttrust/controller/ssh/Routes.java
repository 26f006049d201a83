// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.agent.shell.ShellException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Logs in to hosts, through their jump hosts, each of which is logged in to once for many hosts
 * behind it. One for each transport. Thread-safe.
 */
public final class Routes<S extends HostSession> implements AutoCloseable {
  /** So often a jump host may be lost while one host behind it is logged in to. */
  private static final int TRIES = 3;

  private final Logins logins;
  private final Hop<S> hop;
  private final Map<List<Target>, SharedJump<S>> jumps = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * The jump host before the one that is logged in to.
   *
   * @param name of the jump host, for messages
   */
  public record Before<S>(String name, S session) {}

  /** How a transport logs in to one host. */
  @FunctionalInterface
  public interface Hop<S extends HostSession> {
    S login(Target target, Optional<Before<S>> before) throws ShellException;
  }

  public Routes(Logins logins, Hop<S> hop) {
    this.logins = logins;
    this.hop = hop;
  }

  /**
   * Logs in to a target.
   *
   * @throws ShellException what the last attempt met; of a jump host, it says so
   */
  public Route<S> to(Target target) throws ShellException {
    return open(target, target.jumps(), failure -> failure);
  }

  /**
   * @param way the jump hosts before the target, nearest first
   * @param named says whose failure it is, where this is a jump host
   */
  private Route<S> open(Target target, List<Target> way, UnaryOperator<ShellException> named)
      throws ShellException {
    if (way.isEmpty()) {
      return new Route<>(login(target, way, Optional.empty(), named), () -> {});
    }
    SharedJump<S> jump = jump(way);
    for (int tries = 1; ; tries++) {
      SharedJump.Part<S> part = jump.take();
      try {
        Before<S> before = new Before<>(way.getLast().name(), part.session());
        return new Route<>(login(target, way, Optional.of(before), named), part::close);
      } catch (ShellException e) {
        part.close();
        if (part.session().isOpen() || tries == TRIES) {
          throw e;
        }
        // The jump host was lost. Nothing has begun on the target, so it may be tried once more.
      } catch (RuntimeException | Error e) {
        part.close();
        throw e;
      }
    }
  }

  private S login(
      Target target,
      List<Target> way,
      Optional<Before<S>> before,
      UnaryOperator<ShellException> named)
      throws ShellException {
    try {
      return logins.login(target, way, () -> hop.login(target, before));
    } catch (ShellException e) {
      throw named.apply(e);
    }
  }

  private SharedJump<S> jump(List<Target> way) {
    SharedJump<S> jump = jumps.computeIfAbsent(way, key -> new SharedJump<>(() -> open(key)));
    if (closed) {
      jump.close();
    }
    return jump;
  }

  /** Logs in to the last jump host of a way. */
  private Route<S> open(List<Target> way) throws ShellException {
    Target jump = way.getLast();
    return open(jump, way.subList(0, way.size() - 1), failure -> Faults.through(jump, failure));
  }

  /** Ends the sessions with jump hosts; no further one is begun. */
  @Override
  public void close() {
    closed = true;
    jumps.values().forEach(SharedJump::close);
  }
}
