// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.Logins;
import dev.hosttrust.controller.ssh.OpenConnections;
import dev.hosttrust.controller.ssh.Resolver;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Traffic;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.controller.ssh.auth.KeyRing;
import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import java.util.ArrayList;
import java.util.List;

/** Connections over JSch: one virtual thread for each session, none for a command. */
public final class JschTransport implements Transport {
  private final JSch jsch = new JSch();
  private final HostKeyVerifier hostKeys;
  private final KeyRing keys;
  private final Resolver resolver;
  private final Logins logins;
  private final OpenConnections open = new OpenConnections();

  public JschTransport(HostKeyVerifier hostKeys, PassphraseSource passphrases) {
    this(hostKeys, passphrases, Resolver.SYSTEM);
  }

  public JschTransport(
      HostKeyVerifier hostKeys, PassphraseSource passphrases, Resolver resolver) {
    this.resolver = resolver;
    this.logins = new Logins(resolver);
    this.hostKeys = hostKeys;
    this.keys = new KeyRing(new JschKeys(jsch), passphrases);
  }

  @Override
  public Connection connect(Target target) throws ShellException {
    List<Session> sessions = new ArrayList<>();
    Traffic traffic = Traffic.over(target.jumps().size());
    try {
      logins.loginAll(target, sessions, (next, way) -> login(next, way, sessions, traffic));
      return open.tracked(new JschConnection(target, sessions, traffic));
    } catch (ShellException e) {
      sessions.reversed().forEach(Session::disconnect);
      throw e;
    }
  }

  private Session login(Target next, List<Target> way, List<Session> sessions, Traffic traffic)
      throws ShellException {
    JschLogin login = new JschLogin(jsch, next, hostKeys, keys, traffic);
    return way.isEmpty() ? login.direct(resolver) : login.through(sessions.getLast(), way.getLast().name());
  }

  @Override
  public void close() {
    open.close();
  }
}
