// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

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
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** Connections over Apache MINA SSHD: one client and a fixed set of I/O threads for the fleet. */
public final class SshdTransport implements Transport {
  private final HostKeyVerifier hostKeys;
  private final KeyRing keys;
  private final Resolver resolver;
  private final Routes<SshdSession> routes;
  private final OpenConnections open = new OpenConnections();
  private @Nullable SshClient client;

  public SshdTransport(HostKeyVerifier hostKeys, PassphraseSource passphrases) {
    this(hostKeys, passphrases, Resolver.SYSTEM);
  }

  public SshdTransport(HostKeyVerifier hostKeys, PassphraseSource passphrases, Resolver resolver) {
    this.resolver = resolver;
    this.routes = new Routes<>(new Logins(resolver), this::login);
    this.hostKeys = hostKeys;
    this.keys = new KeyRing(new SshdKeys(), passphrases);
  }

  @Override
  public Connection connect(Target target) throws ShellException {
    Route<SshdSession> route = routes.to(target);
    return open.tracked(new SshdConnection(target, route));
  }

  private SshdSession login(Target target, Optional<Routes.Before<SshdSession>> before)
      throws ShellException {
    Traffic traffic = new Traffic();
    SshdLogin login = new SshdLogin(client(), target, hostKeys, keys, traffic);
    ClientSession session =
        before.isEmpty()
            ? login.direct(resolver)
            : login.through(before.get().session().session(), before.get().name());
    return new SshdSession(session, traffic);
  }

  private synchronized SshClient client() {
    SshClient existing = client;
    if (existing == null) {
      existing = SshdClients.create();
      client = existing;
    }
    return existing;
  }

  @Override
  public void close() {
    open.close();
    routes.close();
    synchronized (this) {
      if (client != null) {
        client.close(true);
      }
    }
  }
}
