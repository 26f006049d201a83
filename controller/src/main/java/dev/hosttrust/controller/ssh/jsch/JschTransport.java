// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.Logins;
import dev.hosttrust.controller.ssh.OpenConnections;
import dev.hosttrust.controller.ssh.Resolver;
import dev.hosttrust.controller.ssh.Route;
import dev.hosttrust.controller.ssh.Routes;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Traffic;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.controller.ssh.auth.KeyRing;
import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import java.util.Optional;

/** Connections over JSch: one virtual thread for each session, none for a command. */
public final class JschTransport implements Transport {
  private final JSch jsch = new JSch();
  private final HostKeyVerifier hostKeys;
  private final KeyRing keys;
  private final Resolver resolver;
  private final Routes<JschSession> routes;
  private final OpenConnections open = new OpenConnections();

  public JschTransport(HostKeyVerifier hostKeys, PassphraseSource passphrases) {
    this(hostKeys, passphrases, Resolver.SYSTEM);
  }

  public JschTransport(HostKeyVerifier hostKeys, PassphraseSource passphrases, Resolver resolver) {
    this.resolver = resolver;
    this.routes = new Routes<>(new Logins(resolver), this::login);
    this.hostKeys = hostKeys;
    this.keys = new KeyRing(new JschKeys(jsch), passphrases);
  }

  @Override
  public Connection connect(Target target) throws ShellException {
    Route<JschSession> route = routes.to(target);
    return open.tracked(new JschConnection(target, route));
  }

  private JschSession login(Target target, Optional<Routes.Before<JschSession>> before)
      throws ShellException {
    Traffic traffic = new Traffic();
    JschLogin login = new JschLogin(jsch, target, hostKeys, keys, traffic);
    Session session =
        before.isEmpty()
            ? login.direct(resolver)
            : login.through(before.get().session().session(), before.get().name());
    return new JschSession(session, traffic);
  }

  @Override
  public void close() {
    open.close();
    routes.close();
  }
}
