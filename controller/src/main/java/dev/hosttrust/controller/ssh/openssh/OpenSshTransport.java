// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Command;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.Faults;
import dev.hosttrust.controller.ssh.Logins;
import dev.hosttrust.controller.ssh.OpenConnections;
import dev.hosttrust.controller.ssh.Resolver;
import dev.hosttrust.controller.ssh.Route;
import dev.hosttrust.controller.ssh.Routes;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Traffic;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Logs in with the machine's own {@code ssh}: one process for each host and jump host, over which
 * all its commands run.
 *
 * <p>ssh is a control master ({@code ControlMaster} in ssh_config(5)) whose socket is in a private
 * directory and removed as soon as we are connected to it; our channels go through it as messages
 * of SSH itself, so that exit status, signals and refusals are those that the host sent. ssh ends
 * when we ask it to, and by itself a little after we are gone.
 */
public final class OpenSshTransport implements Transport {
  /** How long all of them together may take to end. */
  private static final Duration ENDING = Duration.ofSeconds(1);

  private final Map<String, String> environment;
  private final HostKeyVerifier hostKeys;
  private final Passphrases passphrases;
  private final Routes<SshMaster> routes = new Routes<>(new Logins(Resolver.SYSTEM), this::login);
  private final Set<SshMaster> masters = ConcurrentHashMap.newKeySet();
  private final OpenConnections open = new OpenConnections();
  private @Nullable Workshop workshop;

  /** The same, for a process that must not wait for a lock at its end. */
  private volatile @Nullable Workshop started;

  /**
   * @param environment whose {@code PATH} says where ssh is
   */
  public OpenSshTransport(
      HostKeyVerifier hostKeys, PassphraseSource passphrases, Map<String, String> environment) {
    this.environment = environment;
    this.hostKeys = hostKeys;
    this.passphrases = new Passphrases(passphrases);
  }

  private synchronized Workshop workshop(Target target) throws ShellException {
    Workshop made = workshop;
    if (made == null) {
      SshProgram program =
          SshProgram.find(environment)
              .orElseThrow(
                  () ->
                      new ShellException(
                          ShellException.Kind.UNREACHABLE,
                          target.address()
                              + ": is reached by ssh, and there is none on this machine; install"
                              + " openssh-client",
                          null));
      try {
        made = Workshop.open(program, hostKeys, passphrases);
      } catch (IOException e) {
        throw Faults.connecting(target, e);
      } catch (InterruptedException e) {
        throw Command.interrupted(e);
      }
      workshop = made;
      started = made;
    }
    return made;
  }

  @Override
  public Connection connect(Target target) throws ShellException {
    workshop(target);
    Route<SshMaster> route = routes.to(target);
    try {
      ChannelSession session = route.session().session(new Traffic());
      route.session().hide();
      return open.tracked(new OpenSshConnection(target, route, session));
    } catch (IOException e) {
      route.close();
      throw Faults.connecting(target, e);
    }
  }

  private SshMaster login(Target target, Optional<Routes.Before<SshMaster>> before)
      throws ShellException {
    SshMaster master = new OpenSshLogin(workshop(target), target, before).attempt();
    masters.add(master);
    return master;
  }

  /** Each ssh that is there ends by itself, and finds the directory gone. */
  @Override
  public void abandon() {
    Workshop made = started;
    if (made != null) {
      made.directory().close();
    }
  }

  @Override
  public void close() {
    open.close();
    routes.close();
    long end = System.nanoTime() + ENDING.toNanos();
    masters.stream()
        .map(SshMaster::process)
        .flatMap(Optional::stream)
        .forEach(process -> await(process, end));
    synchronized (this) {
      if (workshop != null) {
        workshop.close();
        workshop = null;
      }
    }
  }

  /** Waits for ssh's end, which is quick unless its host hangs. */
  private static void await(ProcessHandle process, long end) {
    try {
      process.onExit().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
