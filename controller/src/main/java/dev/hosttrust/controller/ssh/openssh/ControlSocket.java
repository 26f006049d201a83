// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A client of the control socket of one {@code ssh}. Source of its messages: PROTOCOL.mux of
 * OpenSSH, version 4 (since OpenSSH 5.4; {@link #proxy} since 7.4).
 */
final class ControlSocket implements AutoCloseable {
  private static final int HELLO = 0x00000001;
  private static final int VERSION = 4;
  private static final int ALIVE_CHECK = 0x10000004;
  private static final int TERMINATE = 0x10000005;
  private static final int PROXY = 0x1000000f;
  private static final int IS_ALIVE = 0x80000005;
  private static final int IS_PROXY = 0x8000000f;
  private static final int REQUEST = 0;
  private static final int LONGEST = 1024 * 1024;

  private final SocketChannel channel;
  private final DataInputStream in;
  private final OutputStream out;

  private ControlSocket(SocketChannel channel) {
    this.channel = channel;
    this.in = new DataInputStream(Channels.newInputStream(channel));
    this.out = Channels.newOutputStream(channel);
  }

  /** Connects and says hello. */
  static ControlSocket connect(Path path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    ControlSocket socket = new ControlSocket(channel);
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
      socket.expect(HELLO);
      socket.write(new Message().uint32(HELLO).uint32(VERSION).toBytes());
      return socket;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The process that holds the connection. */
  long pid() throws IOException {
    write(new Message().uint32(ALIVE_CHECK).uint32(REQUEST).toBytes());
    ByteBuffer answer = expect(IS_ALIVE);
    answer.getInt(); // the request's number
    return Message.uint32(answer);
  }

  /** Asks ssh to end; there may be nobody left to ask. */
  void terminate() {
    try {
      write(new Message().uint32(TERMINATE).uint32(REQUEST).toBytes());
    } catch (IOException e) {
      // it has ended already
    }
  }

  /** From here on, messages are those of SSH's connection protocol (RFC 4254). */
  void proxy() throws IOException {
    write(new Message().uint32(PROXY).uint32(REQUEST).toBytes());
    expect(IS_PROXY);
  }

  private ByteBuffer expect(int type) throws IOException {
    ByteBuffer message = read();
    int answer = message.remaining() < 8 ? 0 : message.getInt();
    if (answer != type) {
      throw new IOException(
          "ssh answered %#x on its control socket, not %#x".formatted(answer, type));
    }
    return message;
  }

  /** The next message, without the length before it. */
  ByteBuffer read() throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("ssh announced a message of " + Integer.toUnsignedString(length));
    }
    byte[] message = new byte[length];
    in.readFully(message);
    return ByteBuffer.wrap(message);
  }

  /** Writes a message whole, whichever thread it comes from. */
  synchronized void write(byte[] message) throws IOException {
    out.write(new Message().string(message, 0, message.length).toBytes());
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
