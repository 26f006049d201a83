package dev.hosttrust.controller.become;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Secret;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a wrong password is tried once on the whole fleet, so that a typing error does
 * not lock an account everywhere. Thread-safe.
 *
 * <p>The first host that asks for a password tries it; the others that ask for the same one wait
 * for what comes of it. Once it was refused anywhere it is not tried again.
 */
public final class PasswordGuard {
  private final Map<Secret, State> states = new HashMap<>();

  private static final class State {
    boolean accepted;
    @Nullable String trying;
    @Nullable String refusedOn;
  }

  /** The right to try a password on one host; to be closed, whatever came of it. */
  public final class Attempt implements AutoCloseable {
    private final State state;
    private final String host;

    private Attempt(State state, String host) {
      this.state = state;
      this.host = host;
    }

    /** The host took the password. */
    public void accepted() {
      synchronized (PasswordGuard.this) {
        state.accepted = true;
      }
    }

    /** The host asked again: the password was wrong. */
    public void refused() {
      synchronized (PasswordGuard.this) {
        if (state.refusedOn == null) {
          state.refusedOn = host;
        }
      }
    }

    @Override
    public void close() {
      synchronized (PasswordGuard.this) {
        if (host.equals(state.trying)) {
          state.trying = null;
        }
        PasswordGuard.this.notifyAll();
      }
    }
  }

  /**
   * Says at once that a password is no good, before the host is asked anything.
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
   * Waits for one's turn to give the password to a host that asks for it.
   *
   * @throws ShellException of kind REFUSED if it was refused elsewhere meanwhile
   */
  public synchronized Attempt begin(Secret password, String host)
      throws ShellException, InterruptedException {
    State state = states.computeIfAbsent(password, key -> new State());
    while (state.trying != null && !state.accepted && state.refusedOn == null) {
      wait();
    }
    refuse(state);
    if (!state.accepted) {
      state.trying = host;
    }
    return new Attempt(state, host);
  }

  private static void refuse(State state) throws ShellException {
    if (state.refusedOn != null) {
      throw new ShellException(
          ShellException.Kind.REFUSED,
          "sudo password not tried: it was refused on " + state.refusedOn);
    }
  }
}
