// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.Faults;
import dev.hosttrust.controller.ssh.Logins;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Traffic;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.controller.ssh.auth.KeyRing;
import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Connections over JSch: one virtual thread for each session, none for a command. */
public final class JschTransport implements Transport {
  private final JSch jsch = new JSch();
  private final HostKeyVerifier hostKeys;
  private final KeyRing keys;
  private final Logins logins = new Logins();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  public JschTransport(HostKeyVerifier hostKeys, PassphraseSource passphrases) {
    this.hostKeys = hostKeys;
    this.keys = new KeyRing(new JschKeys(jsch), passphrases);
  }

  @Override
  public Connection connect(Target target) throws ShellException {
    List<Session> sessions = new ArrayList<>();
    Traffic traffic = Traffic.over(target.jumps().size());
    try {
      for (Target jump : target.jumps()) {
        try {
          sessions.add(login(jump, target.jumps(), sessions, traffic));
        } catch (ShellException e) {
          throw Faults.through(jump, e);
        }
      }
      sessions.add(login(target, target.jumps(), sessions, traffic));
      return tracked(new JschConnection(target, sessions, traffic));
    } catch (ShellException e) {
      sessions.reversed().forEach(Session::disconnect);
      throw e;
    }
  }

  private Session login(Target next, List<Target> jumps, List<Session> sessions, Traffic traffic)
      throws ShellException {
    List<Target> way = jumps.subList(0, sessions.size());
    return logins.login(
        next,
        way,
        () -> {
          JschLogin login = new JschLogin(jsch, next, hostKeys, keys, traffic);
          return way.isEmpty()
              ? login.direct()
              : login.through(sessions.getLast(), way.getLast().name());
        });
  }

  private Connection tracked(JschConnection connection) {
    open.add(connection);
    return new Connection() {
      @Override
      public dev.hosttrust.controller.ssh.RemoteProcess start(String command)
          throws ShellException {
        return connection.start(command);
      }

      @Override
      public void close() {
        open.remove(connection);
        connection.close();
      }
    };
  }

  @Override
  public void close() {
    open.forEach(Connection::close);
    open.clear();
  }
}
