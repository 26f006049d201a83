// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.words.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ensures that a wrong password is tried only once on the whole fleet, so that a typing error does
 * not lock an account everywhere. Thread-safe.
 *
 * <p>The first host that asks for a password tries it; the others that ask for the same one wait
 * for the result. Once it was refused anywhere it is not tried again. A host that says nothing for
 * a while does not hold up the others: the next one may try then, one at a time.
 */
public final class PasswordGuard {
  /** sudo answers a wrong password after two seconds, as pam_unix(8) has it. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Duration patience;
  private final Map<Secret, State> states = new HashMap<>();

  public PasswordGuard() {
    this(PATIENCE);
  }

  /**
   * @param patience how long a host may keep silent about a password before the next one tries it
   */
  PasswordGuard(Duration patience) {
    this.patience = patience;
  }

  private static final class State {
    boolean accepted;
    @Nullable Attempt trying;
    @Nullable String refusedOn;
  }

  /** The right to try a password on one host; must be closed in every case. */
  public final class Attempt implements AutoCloseable {
    private final State state;
    private final String host;
    private final long begun = System.nanoTime();

    private Attempt(State state, String host) {
      this.state = state;
      this.host = host;
    }

    /** The host took the password. */
    public void accepted() {
      synchronized (PasswordGuard.this) {
        state.accepted = true;
        PasswordGuard.this.notifyAll();
      }
    }

    /** The host asked again: the password was wrong. */
    public void refused() {
      synchronized (PasswordGuard.this) {
        if (state.refusedOn == null) {
          state.refusedOn = host;
          PasswordGuard.this.notifyAll();
        }
      }
    }

    @Override
    public void close() {
      synchronized (PasswordGuard.this) {
        if (this == state.trying) {
          state.trying = null;
        }
        PasswordGuard.this.notifyAll();
      }
    }
  }

  /**
   * Fails at once if the password was refused already, before anything is sent to the host.
   *
   * @throws ShellException of kind REFUSED if it was refused before
   */
  public synchronized void check(Secret password) throws ShellException {
    State state = states.get(password);
    if (state != null) {
      refuse(state);
    }
  }

  /**
   * Waits until the password may be given to a host that asks for it.
   *
   * @throws ShellException of kind REFUSED if it was refused elsewhere meanwhile, or if this thread
   *     is interrupted while it waits, which names the host that it waits for
   */
  public synchronized Attempt begin(Secret password, String host) throws ShellException {
    State state = states.computeIfAbsent(password, key -> new State());
    while (state.trying != null && !state.accepted && state.refusedOn == null) {
      long left = patience.toNanos() - (System.nanoTime() - state.trying.begun);
      if (left <= 0) {
        break; // that host keeps silent
      }
      await(left, state.trying.host);
    }
    refuse(state);
    Attempt attempt = new Attempt(state, host);
    if (!state.accepted) {
      state.trying = attempt;
    }
    return attempt;
  }

  private void await(long nanos, String host) throws ShellException {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ShellException(
          ShellException.Kind.REFUSED, "it waited for the sudo password to be tried on " + host, e);
    }
  }

  private static void refuse(State state) throws ShellException {
    if (state.refusedOn != null) {
      throw new ShellException(
          ShellException.Kind.REFUSED,
          "sudo password not tried: it was refused on " + state.refusedOn);
    }
  }
}
