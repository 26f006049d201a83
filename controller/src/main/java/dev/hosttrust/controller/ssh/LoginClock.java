// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.agent.shell.ShellException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Ends a login that takes too long. Connection and key exchange have one limit ({@code
 * ConnectTimeout} in ssh_config(5)), the authentication after them has a longer one: a host may
 * wait for name servers, directories or a person's telephone then. Thread-safe.
 */
public final class LoginClock implements AutoCloseable {
  private final Target target;
  private final Duration connecting;
  private final Watchdog dog;
  private volatile boolean authenticating;

  private LoginClock(Target target, Duration connecting, Watchdog dog) {
    this.target = target;
    this.connecting = connecting;
    this.dog = dog;
  }

  /**
   * Starts the clock.
   *
   * @param connecting how long connection and key exchange may take
   * @param excused while true (somebody is typing a passphrase) the clock stands
   * @param cut ends the login, from another thread
   */
  public static LoginClock start(
      Target target, Duration connecting, BooleanSupplier excused, Runnable cut) {
    return new LoginClock(target, connecting, Watchdog.start(connecting, excused, cut));
  }

  /** A further address has its own time, as with ssh. */
  public void nextAddress() {
    dog.restart(connecting);
  }

  /** The host has shown its key: authentication follows. */
  public void authenticating() {
    if (!authenticating) {
      authenticating = true;
      dog.restart(target.timing().login());
    }
  }

  /** Whether time ran out. */
  public boolean hasRunOut() {
    return dog.hasBitten();
  }

  /** The failure after time ran out. */
  public ShellException late(Throwable failure) {
    return authenticating ? Faults.noLogin(target, failure) : Faults.noConnection(target, failure);
  }

  @Override
  public void close() {
    dog.close();
  }
}
