// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.controller.ssh.Traffic;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SSH's connection protocol (RFC 4254) over the control socket of an {@code ssh} that is logged in,
 * as far as commands need it. ssh passes the messages on as they are, but for the numbers of
 * channels ("proxy" in PROTOCOL.mux).
 */
final class ChannelSession implements AutoCloseable {
  static final int OPEN = 90;
  private static final int CONFIRMED = 91;
  private static final int OPEN_FAILED = 92;
  static final int WINDOW = 93;
  static final int DATA = 94;
  private static final int EXTENDED_DATA = 95;
  static final int END_OF_FILE = 96;
  static final int CLOSE = 97;
  static final int REQUEST = 98;
  private static final int SUCCESS = 99;
  private static final int FAILURE = 100;
  private static final int STDERR = 1;

  private final ControlSocket socket;
  private final Traffic traffic;
  private final Map<Integer, ExecChannel> channels = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private volatile boolean lost;

  private ChannelSession(ControlSocket socket, Traffic traffic) {
    this.socket = socket;
    this.traffic = traffic;
  }

  /** Takes the socket over and reads from it, in a thread of its own. */
  static ChannelSession over(ControlSocket socket, Traffic traffic) throws IOException {
    socket.proxy();
    ChannelSession session = new ChannelSession(socket, traffic);
    Thread.ofVirtual().name("ssh channels").start(session::readAll);
    return session;
  }

  boolean isConnected() {
    return !lost;
  }

  Traffic traffic() {
    return traffic;
  }

  /** Numbers a new channel; what comes for it reaches it from here on. */
  int add(ExecChannel channel) {
    int number = numbers.getAndIncrement();
    channels.put(number, channel);
    if (lost) {
      channel.lost();
    }
    return number;
  }

  void remove(int number) {
    channels.remove(number);
  }

  /** Sends a message: its type, then its content. */
  void send(int type, Message content) throws IOException {
    byte[] bytes = content.toBytes();
    byte[] packet = new byte[bytes.length + 2]; // the first byte is the length of a padding: none
    packet[1] = (byte) type;
    System.arraycopy(bytes, 0, packet, 2, bytes.length);
    socket.write(packet);
  }

  private void readAll() {
    try {
      while (true) {
        ByteBuffer packet = socket.read();
        traffic.received(packet.remaining());
        packet.get(); // padding
        dispatch(packet.get(), packet);
      }
    } catch (IOException | BufferUnderflowException e) {
      close();
    }
  }

  private void dispatch(int type, ByteBuffer in) throws IOException {
    if (type < CONFIRMED || type > FAILURE) {
      return; // no channel's business
    }
    ExecChannel channel = channels.get(in.getInt());
    if (channel == null) {
      return; // we have left it
    }
    switch (type) {
      case CONFIRMED -> channel.confirmed(in.getInt(), Message.uint32(in), Message.uint32(in));
      case OPEN_FAILED -> channel.notOpened();
      case WINDOW -> channel.mayWrite(Message.uint32(in));
      case DATA -> channel.out(Message.string(in));
      case EXTENDED_DATA -> {
        if (in.getInt() == STDERR) {
          channel.err(Message.string(in));
        }
      }
      case END_OF_FILE -> channel.outputEnded();
      case CLOSE -> channel.closedByHost();
      case REQUEST -> request(channel, in);
      case SUCCESS -> channel.accepted(true);
      case FAILURE -> channel.accepted(false);
      default -> {} // what a client may not be sent
    }
  }

  /** How the command ended (RFC 4254, section 6.10). */
  private static void request(ExecChannel channel, ByteBuffer in) {
    String name = Message.text(in);
    in.get(); // whether an answer is wanted: not for these
    switch (name) {
      case "exit-status" -> channel.exited(in.getInt());
      case "exit-signal" -> channel.signalled(Message.text(in));
      default -> {} // keepalives are ssh's business
    }
  }

  @Override
  public void close() {
    lost = true;
    socket.close();
    channels.values().forEach(ExecChannel::lost);
  }
}
