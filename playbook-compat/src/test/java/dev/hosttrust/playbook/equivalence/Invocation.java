package dev.hosttrust.playbook.equivalence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs a program of the control node; its output is kept in a file of the directory. */
final class Invocation {
  private static final long MINUTES_AT_MOST = 10;

  private Invocation() {}

  /**
   * @param name of the file for the output
   * @param exits the exit codes that are fine
   * @return standard output
   */
  static String run(
      Path directory,
      String name,
      List<String> command,
      Map<String, String> environment,
      Set<Integer> exits)
      throws IOException, InterruptedException {
    Path out = directory.resolve(name + ".out");
    Path err = directory.resolve(name + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(MINUTES_AT_MOST, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(name + " did not end: " + tail(out) + tail(err));
    }
    if (!exits.contains(process.exitValue())) {
      throw new IllegalStateException(
          "%s exited %d: %s%s".formatted(name, process.exitValue(), tail(out), tail(err)));
    }
    return Files.readString(out);
  }

  private static String tail(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(Math.max(0, text.length() - 4000));
  }
}
