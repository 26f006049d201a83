package dev.hosttrust.playbook;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Listens on a Unix socket and holds a {@link Conversation} on each connection, all at once.
 *
 * <p>It ends by itself: with the Ansible process that it serves, however that ended, or when there
 * was nothing to do for a while. A run that comes back to it later starts another.
 */
final class Bridge implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Path socket;
  private final ServerSocketChannel server;
  private final AtomicInteger open = new AtomicInteger();
  private volatile long lastWork = System.nanoTime();

  private Bridge(Path socket, ServerSocketChannel server) {
    this.socket = socket;
    this.server = server;
  }

  /** Binds the socket, in place of one that a killed process left. */
  static Bridge listen(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    return new Bridge(socket, server);
  }

  /**
   * Answers until it is to end.
   *
   * @param ansible whose life is the limit of this one
   * @param idle how long to stay without any connection
   */
  void serve(ProcessHandle ansible, Duration idle) throws InterruptedException {
    Thread.ofPlatform().daemon().name("accept").start(this::accept);
    while (ansible.isAlive() && server.isOpen() && !isIdle(idle)) {
      Thread.sleep(LOOK);
    }
  }

  private boolean isIdle(Duration idle) {
    return open.get() == 0 && System.nanoTime() - lastWork > idle.toNanos();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        open.incrementAndGet();
        Thread.ofPlatform().daemon().name("conversation").start(() -> converse(channel));
      }
    } catch (IOException e) {
      close(); // whoever was about to connect starts another process
    }
  }

  private void converse(SocketChannel channel) {
    try (channel) {
      new Conversation(new Peer(channel)).hold();
    } catch (IOException e) {
      // The plugin went away, as it does when its host cannot be reached or a run is interrupted.
    } finally {
      lastWork = System.nanoTime();
      open.decrementAndGet();
    }
  }

  /** The name goes first: from then on a newcomer finds none and starts another process. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(socket);
      server.close();
    } catch (IOException e) {
      // Ansible removes the directory.
    }
  }
}
