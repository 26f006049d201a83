// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.SocketFactory;
import dev.hosttrust.controller.ssh.Addresses;
import dev.hosttrust.controller.ssh.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** TCP straight to the host; JSch's own way starts a thread for each connection. */
final class DirectSocketFactory implements SocketFactory {
  private final Target target;

  DirectSocketFactory(Target target) {
    this.target = target;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return Addresses.connect(
        target,
        (address, millis) -> {
          Socket socket = new Socket();
          try {
            socket.connect(address, millis);
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
