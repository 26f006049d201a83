// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.pause;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.words.FileFaults;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells a rollout of the same user that waits between two batches to go on. */
public final class ContinueTask {
  private final Environment environment;
  private final Path directory;

  public ContinueTask(Environment environment) {
    this.environment = environment;
    this.directory = environment.stateDirectory().path().resolve(ContinueSocket.DIRECTORY);
  }

  /**
   * Tells it, and returns the exit code.
   *
   * @param run the run's id; empty for the only one that waits
   * @throws ProblemsException if there is none, or several of which none is named
   */
  public int run(Optional<String> run) {
    String id = run.orElseGet(this::onlyOne);
    environment.lines().println("run " + id + " " + tell(id));
    return ExitCode.OK;
  }

  private String onlyOne() {
    List<String> waiting = waiting();
    if (waiting.size() != 1) {
      throw ProblemsException.of(
          waiting.isEmpty()
              ? "no rollout of yours waits between two batches"
              : "several rollouts wait; name one of " + String.join(", ", waiting));
    }
    return waiting.getFirst();
  }

  private String tell(String id) {
    if (!waiting().contains(id)) {
      throw ProblemsException.of("no rollout '%s' of yours waits%s".formatted(id, others()));
    }
    Path socket = directory.resolve(id);
    try {
      return ContinueSocket.tell(socket);
    } catch (IOException e) {
      remove(socket);
      throw ProblemsException.of(
          "the rollout '%s' does not wait any more: it went on, or was killed".formatted(id));
    }
  }

  private String others() {
    List<String> waiting = waiting();
    return waiting.isEmpty() ? "" : "; these do: " + String.join(", ", waiting);
  }

  private List<String> waiting() {
    try (Stream<Path> sockets = Files.list(directory)) {
      return sockets.map(socket -> socket.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw ProblemsException.of(FileFaults.failure(directory, e));
    }
  }

  /** A run that was killed left it. */
  private static void remove(Path socket) {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      // The next one to look finds it again.
    }
  }
}
