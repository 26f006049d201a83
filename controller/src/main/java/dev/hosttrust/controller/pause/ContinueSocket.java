// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.pause;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The socket in the user's private directory by which a rollout that waits is told to go on. It is
 * there while the rollout waits, under the run's id; to connect is to say so, and the rollout
 * answers with what it goes on with.
 */
final class ContinueSocket implements AutoCloseable {
  /** In the {@link dev.hosttrust.controller.process.StateDirectory}. */
  static final String DIRECTORY = "paused";

  private static final int ANSWER_BYTES = 1000;

  private final Path path;
  private final ServerSocketChannel server;

  private ContinueSocket(Path path, ServerSocketChannel server) {
    this.path = path;
    this.server = server;
  }

  /**
   * Waits to be told, until it is closed.
   *
   * @param answer what whoever says so is told
   * @param told is run by another thread
   * @throws IOException if there can be no such socket
   */
  static ContinueSocket listen(Path path, String answer, Runnable told) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      server.close();
      throw e;
    }
    ContinueSocket socket = new ContinueSocket(path, server);
    Thread.ofPlatform().daemon().name("continue").start(() -> socket.answer(answer, told));
    return socket;
  }

  private void answer(String answer, Runnable told) {
    try (SocketChannel caller = server.accept()) {
      caller.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      if (!server.isOpen()) {
        return;
      }
      // It was said all the same.
    }
    told.run();
  }

  /**
   * Tells a rollout to go on, and returns its answer.
   *
   * @throws IOException if none waits there
   */
  static String tell(Path path) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      byte[] answer = Channels.newInputStream(channel).readNBytes(ANSWER_BYTES);
      return new String(answer, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // What is left is a file that nobody answers at, which 'hosttrust continue' removes.
    }
  }
}
