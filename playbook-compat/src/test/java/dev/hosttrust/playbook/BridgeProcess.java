// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.testhosts.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The bridge as the plugin starts it: a process in the directory of a run. */
record BridgeProcess(Process process, Path socket, Path log) implements AutoCloseable {
  /** Starts one and waits until it listens. */
  static BridgeProcess start(Path directory, long ansible, int idleSeconds) throws IOException {
    BridgeProcess bridge = launch(directory, ansible, idleSeconds);
    bridge.awaitConnection().close();
    return bridge;
  }

  /**
   * Waits until it listens, and connects.
   *
   * @throws IOException if it ends before
   */
  PluginSide awaitConnection() throws IOException {
    AtomicReference<@Nullable PluginSide> connected = new AtomicReference<>();
    Patience.until(() -> !process.isAlive() || connects(connected), this::logged);
    PluginSide peer = connected.get();
    if (peer == null) {
      throw new IOException("it did not start: " + logged());
    }
    return peer;
  }

  private String logged() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return log + ": " + e;
    }
  }

  private boolean connects(AtomicReference<@Nullable PluginSide> connected) {
    try {
      connected.set(connect());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static BridgeProcess launch(Path directory, long ansible, int idleSeconds) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "socket",
            Long.toString(ansible),
            Integer.toString(idleSeconds));
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new BridgeProcess(process, directory.resolve("socket"), log);
  }

  PluginSide connect() throws IOException {
    return PluginSide.connect(socket);
  }

  /** Waits until it ends by itself; answers its exit code. */
  int end() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
