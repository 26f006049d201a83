package dev.hosttrust.testhosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs on this machine, with their standard input empty. */
final class LocalProcess {
  private static final long SECONDS_AT_MOST = 60;

  private LocalProcess() {}

  /** Runs a program that must succeed, and answers its standard output. */
  static String run(String... command) {
    ExecOutput output = exec(List.of(command), Map.of());
    if (output.exit() != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " exited " + output.exit() + ": " + output.stderr());
    }
    return output.stdout();
  }

  /** Runs a program with more environment variables, and answers all that it left. */
  static ExecOutput exec(List<String> command, Map<String, String> environment) {
    Path directory = TempDirectories.create("run");
    Path stdout = directory.resolve("stdout");
    Path stderr = directory.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      if (!process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "no end after " + SECONDS_AT_MOST + " s: " + String.join(" ", command));
      }
      return new ExecOutput(process.exitValue(), read(stdout), read(stderr));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + String.join(" ", command), e);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
