// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import dev.hosttrust.controller.ssh.Pipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/** TCP from a jump host on, through a channel of the session with it. */
final class JumpSocketFactory implements SocketFactory {
  /** The jump host makes no connection to the target. */
  static final class NoWayOnException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String jump;

    NoWayOnException(String jump, Exception cause) {
      super("no way on from jump host " + jump, cause);
      this.jump = jump;
    }

    String jump() {
      return jump;
    }
  }

  /** How often it is looked whether the jump host is still there. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Session jump;
  private final String jumpName;
  private final int limitMillis;

  /**
   * @param limitMillis how long the jump host may take to reach the target
   */
  JumpSocketFactory(Session jump, String jumpName, int limitMillis) {
    this.jump = jump;
    this.jumpName = jumpName;
    this.limitMillis = limitMillis;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    try {
      ChannelDirectTCPIP channel = (ChannelDirectTCPIP) jump.openChannel("direct-tcpip");
      channel.setHost(host);
      channel.setPort(port);
      Pipe pipe = new Pipe();
      channel.setOutputStream(pipe.sink());
      connect(channel);
      if (!channel.isConnected()) {
        throw new IOException("the channel is closed");
      }
      return new ChannelSocket(channel, pipe);
    } catch (JSchException | IOException e) {
      throw new NoWayOnException(jumpName, e);
    }
  }

  /**
   * JSch waits for the jump host's answer the whole time where the connection to it is lost
   * meanwhile; so it is woken then.
   */
  private void connect(ChannelDirectTCPIP channel) throws JSchException {
    Thread watch = Thread.ofVirtual().start(() -> wakeWhereLost(channel));
    try {
      channel.connect(limitMillis);
    } finally {
      watch.interrupt();
    }
  }

  private void wakeWhereLost(ChannelDirectTCPIP channel) {
    try {
      while (jump.isConnected()) {
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      return; // it was answered
    }
    synchronized (channel) {
      channel.notifyAll();
    }
  }

  @Override
  public InputStream getInputStream(Socket socket) throws IOException {
    return socket.getInputStream();
  }

  @Override
  public OutputStream getOutputStream(Socket socket) throws IOException {
    return socket.getOutputStream();
  }

  /** As much of a socket as a JSch session uses. */
  private static final class ChannelSocket extends Socket {
    private final ChannelDirectTCPIP channel;
    private final Pipe pipe;
    private final OutputStream out;

    ChannelSocket(ChannelDirectTCPIP channel, Pipe pipe) throws IOException {
      this.channel = channel;
      this.pipe = pipe;
      this.out = channel.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return pipe.source();
    }

    @Override
    public OutputStream getOutputStream() {
      return out;
    }

    @Override
    public void setSoTimeout(int millis) {
      pipe.setTimeout(millis);
    }

    @Override
    public void setTcpNoDelay(boolean on) {
      // there is no TCP of our own here
    }

    @Override
    public void close() {
      channel.disconnect();
    }
  }
}
