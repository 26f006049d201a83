package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Keeps hold of the socket, so that a login that hangs can be cut off from outside. */
final class RecordingSocketFactory implements SocketFactory {
  private final SocketFactory factory;
  private @Nullable Socket socket;
  private boolean closed;

  RecordingSocketFactory(SocketFactory factory) {
    this.factory = factory;
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

  @Override
  public InputStream getInputStream(Socket from) throws IOException {
    return factory.getInputStream(from);
  }

  @Override
  public OutputStream getOutputStream(Socket to) throws IOException {
    return factory.getOutputStream(to);
  }
}
