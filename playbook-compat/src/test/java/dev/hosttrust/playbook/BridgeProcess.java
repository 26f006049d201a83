package dev.hosttrust.playbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The bridge as the plugin starts it: a process in the directory of a run. */
record BridgeProcess(Process process, Path socket, Path log) implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  /** Starts one and waits until it listens. */
  static BridgeProcess start(Path directory, long ansible, int idleSeconds)
      throws IOException, InterruptedException {
    BridgeProcess bridge = launch(directory, ansible, idleSeconds);
    Instant end = Instant.now().plus(START);
    while (!bridge.listens()) {
      if (!bridge.process.isAlive() || Instant.now().isAfter(end)) {
        bridge.close();
        throw new IOException("it did not start: " + Files.readString(bridge.log));
      }
      Thread.sleep(10);
    }
    return bridge;
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

  private boolean listens() {
    try {
      connect().close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  PluginSide connect() throws IOException {
    return PluginSide.connect(socket);
  }

  /** Whether it ends by itself within some seconds. */
  boolean ends() throws InterruptedException {
    return process.waitFor(8, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
