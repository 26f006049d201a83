// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.agent.shell.ShellException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of a transport that were not closed yet, so that it can end them. Thread-safe.
 */
public final class OpenConnections implements AutoCloseable {
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  /** The same connection, kept in mind until it is closed. */
  public Connection tracked(Connection connection) {
    open.add(connection);
    return new Connection() {
      @Override
      public RemoteProcess start(String command) throws ShellException {
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
