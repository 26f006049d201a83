// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on 127.0.0.1 that does with each connection what a test likes, until it is closed. */
final class RawServer implements AutoCloseable {
  private final ServerSocket server;
  private final Service service;
  private final AtomicInteger connections = new AtomicInteger();

  /** What is done with the nth connection, from 1; it is closed afterwards. */
  interface Service {
    void serve(Socket socket, int n) throws IOException;
  }

  private RawServer(ServerSocket server, Service service) {
    this.server = server;
    this.service = service;
  }

  static RawServer start(Service service) {
    try {
      RawServer raw =
          new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), service);
      Thread.ofVirtual().start(raw::accept);
      return raw;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections came in. */
  int connections() {
    return connections.get();
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        int n = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket, n));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket, int n) {
    try (socket) {
      service.serve(socket, n);
    } catch (IOException e) {
      // the client has had enough
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
