// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for Enter on the controlling terminal, until it is closed.
 *
 * <p>It reads only once a line is there, and never in the background: a process there that reads
 * from its terminal is stopped (SIGTTIN), and a read cannot be ended from outside.
 */
public final class EnterKey implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final InputStream terminal;
  private final Thread reader;

  private EnterKey(InputStream terminal, Runnable pressed) {
    this.terminal = terminal;
    this.reader = Thread.ofVirtual().name("enter").start(() -> listen(pressed));
  }

  /**
   * Begins to wait; empty if there is no terminal.
   *
   * @param pressed is run once, by another thread
   */
  public static Optional<EnterKey> listen(Path terminal, Runnable pressed) {
    try {
      return Optional.of(new EnterKey(new FileInputStream(terminal.toFile()), pressed));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void listen(Runnable pressed) {
    try {
      isLineThere(); // one that was typed before the question means nothing
      while (!isLineThere()) {
        Thread.sleep(INTERVAL);
      }
      pressed.run();
    } catch (InterruptedException | IOException e) {
      // It was closed, or the terminal is gone.
    }
  }

  /** Without a line that is complete, a terminal has nothing to read (termios(3), ICANON). */
  private boolean isLineThere() throws IOException {
    int there = ControllingTerminal.isInForeground() ? terminal.available() : 0;
    return there > 0 && terminal.read(new byte[there]) > 0;
  }

  @Override
  public void close() {
    reader.interrupt();
    try {
      reader.join();
      terminal.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Nothing was written to it.
    }
  }
}
