// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs programs on this machine to their end, with their standard input empty.
 *
 * <p>There is no time limit, for a machine may be busy. JUnit's limit for a whole test interrupts
 * the wait; then the program is killed with all that it started, and what it printed is shown.
 */
public final class LocalProcess {
  private static final int SHOWN = 4000;

  private LocalProcess() {}

  /** Runs a program that must succeed, and answers its standard output. */
  public static String run(String... command) {
    ExecOutput output = exec(List.of(command), Map.of());
    if (output.exit() != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " exited " + output.exit() + ": " + output.stderr());
    }
    return output.stdout();
  }

  /** Runs a program with more environment variables, and answers all that it left. */
  static ExecOutput exec(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return exec(builder);
  }

  /**
   * Runs a program, and answers all that it left.
   *
   * @param builder says the command, and where it shall be so another directory or environment;
   *     where it merges the two outputs, all is in {@link ExecOutput#stdout}
   * @throws IllegalStateException if the thread is interrupted
   */
  public static ExecOutput exec(ProcessBuilder builder) {
    Path directory = TempDirectories.create("run");
    Path stdout = directory.resolve("stdout");
    Path stderr = directory.resolve("stderr");
    builder
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(stdout.toFile())
        .redirectError(stderr.toFile());
    try {
      Process process = builder.start();
      try {
        return new ExecOutput(process.waitFor(), read(stdout), read(stderr));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(interrupted(builder, process, stdout, stderr), e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the program; says what was seen of it. */
  private static String interrupted(
      ProcessBuilder builder, Process process, Path stdout, Path stderr) throws IOException {
    StringBuilder seen = new StringBuilder("interrupted while it ran: ");
    seen.append(String.join(" ", builder.command())).append('\n');
    List<ProcessHandle> started = process.descendants().toList();
    started.forEach(child -> seen.append(child.info().commandLine().orElse("?")).append('\n'));
    seen.append(tail(stdout)).append(tail(stderr));
    started.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    // The exception of a thread that a pool interrupts is seen by nobody.
    System.err.println(seen);
    return seen.toString();
  }

  private static String tail(Path file) throws IOException {
    String text = read(file);
    return text.substring(Math.max(0, text.length() - SHOWN));
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
  }
}
