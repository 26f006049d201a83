// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.pause;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The socket in the user's private directory by which a rollout that waits is told to go on. It is
 * there while the rollout waits, under the run's id; to connect is to say so, and the rollout
 * answers with what it goes on with.
 */
final class ContinueSocket implements AutoCloseable {
  /** In the {@link dev.hosttrust.controller.process.StateDirectory}. */
  static final String DIRECTORY = "paused";

  private static final int ANSWER_BYTES = 1000;

  /** How long it waits when a caller could not be let in. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

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
    ContinueSocket socket = new ContinueSocket(path, bound(path));
    Thread.ofPlatform().daemon().name("continue").start(() -> socket.answer(answer, told));
    return socket;
  }

  private static ServerSocketChannel bound(Path path) throws IOException {
    try {
      return bind(path);
    } catch (BindException e) {
      if (isAnswered(path)) {
        throw e;
      }
      // A run of this id was killed while it waited.
      Files.deleteIfExists(path);
      return bind(path);
    }
  }

  private static ServerSocketChannel bind(Path path) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      return server.bind(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private static boolean isAnswered(Path path) {
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      return true; // as far as anybody knows
    }
  }

  private void answer(String answer, Runnable told) {
    try (SocketChannel caller = accept()) {
      write(caller, answer);
      told.run();
    } catch (IOException | InterruptedException e) {
      // It is closed: the pause is over.
    }
  }

  private static void write(SocketChannel caller, String answer) {
    try {
      caller.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      // It was said all the same.
    }
  }

  /** Waits for a caller; what is wrong here meanwhile, such as too many open files, may pass. */
  private SocketChannel accept() throws IOException, InterruptedException {
    while (true) {
      try {
        return server.accept();
      } catch (ClosedChannelException e) {
        throw e;
      } catch (IOException e) {
        Thread.sleep(AGAIN);
      }
    }
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
