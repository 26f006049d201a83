// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.words.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;

/** An SSH server in this process: takes the password as a test likes, and answers commands. */
final class EmbeddedServer implements AutoCloseable {
  static final String ANSWER = "answered";

  private final SshServer server;
  private final AtomicInteger logins = new AtomicInteger();
  private final AtomicInteger sessions = new AtomicInteger();

  private EmbeddedServer(SshServer server) {
    this.server = server;
  }

  /**
   * @param password is asked at each attempt to log in
   */
  static EmbeddedServer start(BooleanSupplier password) throws Exception {
    EmbeddedServer embedded = new EmbeddedServer(SshServer.setUpDefaultServer());
    SshServer server = embedded.server;
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(
        KeyPairProvider.wrap(KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256)));
    server.setPasswordAuthenticator(
        (user, text, session) -> {
          embedded.logins.incrementAndGet();
          return password.getAsBoolean();
        });
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    server.setCommandFactory((channel, line) -> new Answer());
    server.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionCreated(Session session) {
            embedded.sessions.incrementAndGet();
          }
        });
    server.start();
    return embedded;
  }

  static EmbeddedServer start() throws Exception {
    return start(() -> true);
  }

  /** Writes one line and ends. */
  private static final class Answer extends AbstractCommandSupport {
    Answer() {
      super("", null);
    }

    @Override
    public void run() {
      try {
        getOutputStream().write((ANSWER + "\n").getBytes(StandardCharsets.UTF_8));
        getOutputStream().flush();
        onExit(0);
      } catch (IOException e) {
        onExit(1);
      }
    }
  }

  int port() {
    return server.getPort();
  }

  /** How many passwords were given. */
  int passwords() {
    return logins.get();
  }

  /** How many connections came in. */
  int sessions() {
    return sessions.get();
  }

  /** Those that are open now. */
  int open() {
    return server.getActiveSessions().size();
  }

  /** Ends all connections. */
  void hangUp() {
    server.getActiveSessions().forEach(session -> session.close(true));
  }

  Target target(Target.Timing timing, Target... jumps) {
    return target("127.0.0.1", timing, jumps);
  }

  Target target(String host, Target.Timing timing, Target... jumps) {
    return target(host, port(), timing, jumps);
  }

  /** A host that is asked for nothing but the password. */
  static Target target(String host, int port, Target.Timing timing, Target... jumps) {
    return Targets.withoutKeys(
        host, port, HostKeyMode.OFF, Optional.of(Secret.of("any")), timing, jumps);
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
