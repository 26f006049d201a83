// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.Logins;
import dev.hosttrust.controller.ssh.Resolver;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Traffic;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.controller.ssh.auth.KeyRing;
import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** Connections over Apache MINA SSHD: one client and a fixed set of I/O threads for the fleet. */
public final class SshdTransport implements Transport {
  private final HostKeyVerifier hostKeys;
  private final KeyRing keys;
  private final Resolver resolver;
  private final Logins logins;
  private @Nullable SshClient client;

  public SshdTransport(HostKeyVerifier hostKeys, PassphraseSource passphrases) {
    this(hostKeys, passphrases, Resolver.SYSTEM);
  }

  public SshdTransport(
      HostKeyVerifier hostKeys, PassphraseSource passphrases, Resolver resolver) {
    this.resolver = resolver;
    this.logins = new Logins(resolver);
    this.hostKeys = hostKeys;
    this.keys = new KeyRing(new SshdKeys(), passphrases);
  }

  @Override
  public Connection connect(Target target) throws ShellException {
    List<ClientSession> sessions = new ArrayList<>();
    Traffic traffic = Traffic.over(target.jumps().size());
    try {
      logins.loginAll(target, sessions, (next, way) -> login(next, way, sessions, traffic));
      return new SshdConnection(target, sessions, traffic);
    } catch (ShellException e) {
      sessions.reversed().forEach(session -> session.close(true));
      throw e;
    }
  }

  private ClientSession login(
      Target next, List<Target> way, List<ClientSession> sessions, Traffic traffic)
      throws ShellException {
    SshdLogin login = new SshdLogin(client(), next, hostKeys, keys, traffic);
    return way.isEmpty() ? login.direct(resolver) : login.through(sessions.getLast(), way.getLast().name());
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
  public synchronized void close() {
    if (client != null) {
      client.close(true);
    }
  }
}
