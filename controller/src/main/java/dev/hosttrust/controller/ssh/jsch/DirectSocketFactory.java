// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.SocketFactory;
import dev.hosttrust.controller.ssh.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** TCP straight to the host; JSch's own way starts a thread for each connection. */
final class DirectSocketFactory implements SocketFactory {
  private final Addresses addresses;

  DirectSocketFactory(Addresses addresses) {
    this.addresses = addresses;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return addresses.connect(
        (address, limit) -> {
          Socket socket = new Socket();
          try {
            socket.connect(address, Math.toIntExact(limit.toMillis()));
            return socket;
          } catch (IOException e) {
            socket.close();
            throw e;
          }
        });
  }

  @Override
  public InputStream getInputStream(Socket socket) throws IOException {
    return socket.getInputStream();
  }

  @Override
  public OutputStream getOutputStream(Socket socket) throws IOException {
    return socket.getOutputStream();
  }
}
