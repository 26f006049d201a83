// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.SocketFactory;
import dev.hosttrust.controller.ssh.Traffic;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps hold of the socket, so that a login that hangs can be cut off from outside, and of what
 * came over it: how much, and whether the host ended it.
 */
final class RecordingSocketFactory implements SocketFactory {
  private final SocketFactory factory;
  private final Traffic traffic;
  private @Nullable Socket socket;
  private boolean closed;
  private volatile boolean endedByHost;

  RecordingSocketFactory(SocketFactory factory, Traffic traffic) {
    this.factory = factory;
    this.traffic = traffic;
  }

  /** Whether the connection came about and then the host closed or reset it. */
  boolean isEndedByHost() {
    return endedByHost;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    Socket created = factory.createSocket(host, port);
    synchronized (this) {
      socket = created;
      if (closed) {
        created.close();
      }
    }
    return created;
  }

  synchronized void closeSocket() {
    closed = true;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // it is gone either way
      }
    }
  }

  private synchronized void ended() {
    endedByHost |= !closed;
  }

  @Override
  public InputStream getInputStream(Socket from) throws IOException {
    return new Received(factory.getInputStream(from));
  }

  @Override
  public OutputStream getOutputStream(Socket to) throws IOException {
    return new Sent(factory.getOutputStream(to));
  }

  private final class Received extends FilterInputStream {
    Received(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count;
      try {
        count = super.read(bytes, offset, length);
      } catch (SocketTimeoutException e) {
        throw e; // nothing has come for a while
      } catch (IOException e) {
        ended();
        throw e;
      }
      if (count < 0) {
        ended();
      } else {
        traffic.received(count);
      }
      return count;
    }
  }

  private final class Sent extends FilterOutputStream {
    Sent(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        ended();
        throw e;
      }
    }
  }
}
