// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.agent.shell.ShellException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one jump host, each shared by many hosts behind it. Thread-safe.
 *
 * <p>A second connection is begun only when the first is full. What the jump host refused for good
 * is not asked again: it is the answer for all hosts behind it. Where it did not answer, that is
 * the answer for as long again as it took to find out, so that a dead one holds up a fleet once. A
 * connection that was lost is replaced when the next host needs it, and one that nobody uses for a
 * while is ended.
 */
final class SharedJump<S extends HostSession> implements AutoCloseable {
  /**
   * How many hosts share a connection: as many as are worked on at a time by default, so that one
   * login does. sshd's {@code MaxSessions} does not count forwarded connections.
   */
  static final int MOST = 32;

  /** As long as ssh waits that hosttrust runs, with {@code ControlPersist}. */
  private static final Duration UNUSED = Duration.ofSeconds(10);

  /** How long a login that is cut off may take to end. */
  private static final Duration ENDING = Duration.ofSeconds(1);

  /** Logs in to the jump host. */
  @FunctionalInterface
  interface Opener<S extends HostSession> {
    Route<S> open() throws ShellException;
  }

  private final Opener<S> opener;
  private final LongSupplier nanoTime;
  private final List<Shared> connections = new ArrayList<>();
  private @Nullable ShellException refusal;
  private long refusedUntil;
  private boolean refusedForGood;
  private boolean proved;
  private boolean closed;

  SharedJump(Opener<S> opener) {
    this(opener, System::nanoTime);
  }

  /**
   * @param nanoTime the clock for how long an answer stands
   */
  SharedJump(Opener<S> opener, LongSupplier nanoTime) {
    this.opener = opener;
    this.nanoTime = nanoTime;
  }

  /** One host's part of a connection; must be closed in every case. */
  record Part<S extends HostSession>(S session, Runnable leave) implements AutoCloseable {
    @Override
    public void close() {
      leave.run();
    }
  }

  /** A connection, or a login that is under way. */
  private final class Shared {
    final CompletableFuture<Route<S>> route = new CompletableFuture<>();
    final Thread login = Thread.ofVirtual().name("jump host").unstarted(() -> open(this));
    int users;
    int unused;

    boolean isLost() {
      return route.state() == CompletableFuture.State.SUCCESS
          && !route.resultNow().session().isOpen();
    }
  }

  /**
   * Waits until the jump host is logged in to.
   *
   * @throws ShellException if it cannot be, or could not before and that was for good
   */
  Part<S> take() throws ShellException {
    try {
      while (true) {
        Optional<Shared> free = reserve();
        if (free.isPresent()) {
          return part(free.get());
        }
        await(first());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ShellException(
          ShellException.Kind.REFUSED, "it waited for the login at its jump host", e);
    }
  }

  /** A place in a connection; empty while it is not known yet whether the first one succeeds. */
  private synchronized Optional<Shared> reserve() throws ShellException {
    if (refusal != null && (refusedForGood || nanoTime.getAsLong() - refusedUntil < 0)) {
      throw again(refusal);
    }
    if (closed) {
      throw new ShellException(ShellException.Kind.REFUSED, "the run ends");
    }
    List<Shared> lost = connections.stream().filter(Shared::isLost).toList();
    connections.removeAll(lost);
    lost.forEach(one -> one.route.resultNow().close());
    Optional<Shared> free = connections.stream().filter(one -> one.users < MOST).findFirst();
    if (free.isEmpty() && (proved || connections.isEmpty())) {
      Shared added = new Shared();
      connections.add(added);
      added.login.start();
      free = Optional.of(added);
    }
    free.ifPresent(one -> one.users++);
    return free;
  }

  private synchronized Optional<Shared> first() {
    return connections.stream().findFirst();
  }

  private Part<S> part(Shared shared) throws ShellException, InterruptedException {
    boolean taken = false;
    try {
      S session = await(shared).session();
      session.carry();
      taken = true;
      return new Part<>(session, once(() -> leave(shared)));
    } finally {
      if (!taken) {
        leave(shared);
      }
    }
  }

  private void await(Optional<Shared> shared) throws ShellException, InterruptedException {
    if (shared.isPresent()) {
      await(shared.get());
    }
  }

  private Route<S> await(Shared shared) throws ShellException, InterruptedException {
    try {
      return shared.route.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ShellException failure -> throw again(failure);
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /** For one more host; each throws an exception of its own. */
  private static ShellException again(ShellException failure) {
    return new ShellException(failure.kind(), failure.getMessage(), failure.getCause());
  }

  private void open(Shared shared) {
    long begun = nanoTime.getAsLong();
    try {
      Route<S> opened = opener.open();
      if (keeps(shared)) {
        shared.route.complete(opened);
      } else {
        opened.close();
        throw new ShellException(ShellException.Kind.REFUSED, "the run ends");
      }
    } catch (ShellException e) {
      failed(shared, e, nanoTime.getAsLong() - begun);
      shared.route.completeExceptionally(e);
    } catch (Throwable e) { // an error, too, must not let hosts wait
      failed(shared, null, 0);
      shared.route.completeExceptionally(e);
    }
  }

  private synchronized boolean keeps(Shared shared) {
    proved = true;
    return !closed && connections.contains(shared);
  }

  private synchronized void failed(
      Shared shared, @Nullable ShellException failure, long nanosItTook) {
    connections.remove(shared);
    if (failure == null || !connections.isEmpty() || Faults.beganWithADrop(failure)) {
      return;
    }
    refusal = failure;
    refusedForGood = Faults.isForGood(failure);
    refusedUntil = nanoTime.getAsLong() + nanosItTook;
  }

  private void leave(Shared shared) {
    int since;
    synchronized (this) {
      shared.users--;
      since = ++shared.unused;
      if (shared.users > 0 || !connections.contains(shared)) {
        return;
      }
    }
    Thread.ofVirtual().name("unused jump host").start(() -> endIfUnused(shared, since));
  }

  private void endIfUnused(Shared shared, int since) {
    try {
      Thread.sleep(UNUSED);
    } catch (InterruptedException e) {
      return; // nobody does that
    }
    synchronized (this) {
      if (shared.users > 0 || shared.unused != since || !connections.remove(shared)) {
        return;
      }
    }
    end(shared);
  }

  /** Ends a connection that is in the list no more. */
  private void end(Shared shared) {
    shared.login.interrupt();
    CompletableFuture<Void> _ = shared.route.thenAccept(Route::close);
  }

  private static Runnable once(Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        action.run();
      }
    };
  }

  /** Ends all connections and logins; no further one is begun. */
  @Override
  public void close() {
    List<Shared> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(connections);
      connections.clear();
    }
    all.forEach(this::end);
    try {
      for (Shared one : all) {
        one.login.join(ENDING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
