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
   * Answers until it is to end. Whoever was heard until then is answered to the end, unless Ansible
   * has ended.
   *
   * @param ansible whose life is the limit of this one
   * @param idle how long to stay without any connection
   */
  void serve(Ansible ansible, Duration idle) throws IOException, InterruptedException {
    Thread accepting = Thread.ofPlatform().daemon().name("accept").start(this::accept);
    while (ansible.isAlive() && accepting.isAlive() && !isIdle(idle)) {
      Thread.sleep(LOOK);
    }
    close();
    accepting.join();
    while (ansible.isAlive() && open.get() > 0) {
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
        Thread.ofVirtual().name("conversation").start(() -> converse(channel));
      }
    } catch (IOException e) {
      // Closed; or no file descriptor is left, and newcomers had better start another process.
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
  public void close() throws IOException {
    if (server.isOpen()) {
      Files.deleteIfExists(socket);
      server.close();
    }
  }
}
