// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.agent.trust.file.UserPath;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Listens on a Unix socket and holds a {@link Conversation} on each connection, all at once.
 *
 * <p>The process ends by itself: when the Ansible run that it serves has ended, in whatever way, or
 * when it had no work for a while. If the run needs it again after that, the plugin starts another.
 */
final class Bridge implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Path socket;
  private final ServerSocketChannel server;
  private final UserPath paths;
  private final InstantSource clock;
  private final AtomicInteger open = new AtomicInteger();
  private volatile long lastWork = System.nanoTime();

  private Bridge(Path socket, ServerSocketChannel server, UserPath paths, InstantSource clock) {
    this.socket = socket;
    this.server = server;
    this.paths = paths;
    this.clock = clock;
  }

  /**
   * Binds the socket; one that a killed process left behind is replaced.
   *
   * @param paths what the user's paths in a spec file stand for
   * @param clock the time of day
   */
  static Bridge listen(Path socket, UserPath paths, InstantSource clock) throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    return new Bridge(socket, server, paths, clock);
  }

  /**
   * Serves until Ansible ends, or until the bridge was idle for too long. A conversation that
   * begins at that moment is still finished; when Ansible has ended, open conversations are
   * dropped.
   *
   * @param ansible the run that this bridge belongs to
   * @param idle how long to wait for work when no conversation is open
   */
  void serve(AnsibleProcess ansible, Duration idle) throws IOException, InterruptedException {
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
      // Either closed, or out of file descriptors; in both cases a new task starts another process.
    }
  }

  private void converse(SocketChannel channel) {
    try (channel) {
      new Conversation(new Peer(channel), paths, clock).hold();
    } catch (IOException e) {
      // The plugin hung up, as it does when its host is unreachable or the run is interrupted.
    } finally {
      lastWork = System.nanoTime();
      open.decrementAndGet();
    }
  }

  /** Removes the socket's name first, so that a new task starts another process. */
  @Override
  public void close() throws IOException {
    if (server.isOpen()) {
      Files.deleteIfExists(socket);
      server.close();
    }
  }
}
