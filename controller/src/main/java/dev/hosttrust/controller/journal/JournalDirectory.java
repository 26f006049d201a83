// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import dev.hosttrust.controller.process.StateDirectory;
import dev.hosttrust.words.FileFaults;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The directory with the journals of a user, one file a rollout. */
public final class JournalDirectory {
  /** Where more journals than this are found, the oldest are removed. */
  public static final int KEPT = 100;

  /** In place of an id: the newest rollout. */
  public static final String LAST = "last";

  private static final String ENDING = ".jsonl";
  private static final int TRIES = 100;

  private static final String NAME = "rollouts";

  private final StateDirectory state;
  private final Path path;

  private JournalDirectory(StateDirectory state) {
    this.state = state;
    this.path = state.path().resolve(NAME);
  }

  /** The one in the directory of the user's state. */
  public static JournalDirectory of(StateDirectory state) {
    return new JournalDirectory(state);
  }

  Path path() {
    return path;
  }

  /**
   * An id that no journal has.
   *
   * @param ids makes ids until one is free
   */
  public String freeId(Supplier<String> ids) {
    return Stream.generate(ids)
        .limit(TRIES)
        .filter(id -> !Files.exists(file(id)))
        .findFirst()
        .orElseGet(ids);
  }

  /** Begins a journal, and removes the oldest ones. */
  public OpenJournal create(String id) throws IOException {
    state.directory(NAME);
    try {
      removeOldest();
    } catch (IOException e) {
      // One journal too many is no reason to have none.
    }
    JournalFile file = JournalFile.create(file(id));
    syncDirectory();
    return new OpenJournal(id, file);
  }

  /** So that the new name outlasts a crash of the machine. */
  private void syncDirectory() throws IOException {
    try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private void removeOldest() throws IOException {
    for (String id : ids().stream().skip(KEPT - 1).toList()) {
      removeUnlessInUse(file(id));
    }
  }

  /** One that cannot be removed stays, and does not keep others from being removed. */
  private static void removeUnlessInUse(Path file) {
    try {
      if (!JournalFile.isInUse(file)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // Another rollout has removed it, or it belongs to somebody else.
    }
  }

  /**
   * Opens a journal to go on with its rollout.
   *
   * @throws ProblemsException if there is none, it cannot be opened, or its rollout still runs
   */
  public OpenJournal open(String idOrLast) {
    String id = resolve(idOrLast);
    try {
      state.directory(NAME);
      return new OpenJournal(id, JournalFile.open(file(id)));
    } catch (JournalFile.InUseException e) {
      throw ProblemsException.of(
          read(id)
              .pause()
              .map(pause -> "the rollout %s still runs: %s".formatted(id, pause.text()))
              .orElse(
                  "the rollout %s still runs; wait for its end, or interrupt it with Ctrl-C"
                      .formatted(id)));
    } catch (IOException e) {
      throw cannotRead(id, e);
    }
  }

  /**
   * Reads a journal.
   *
   * @throws ProblemsException if there is none, or it cannot be read
   */
  public PastRollout read(String idOrLast) {
    String id = resolve(idOrLast);
    try {
      boolean running = JournalFile.isInUse(file(id));
      return JournalReader.read(id, JournalFile.read(file(id)), running);
    } catch (IOException e) {
      throw cannotRead(id, e);
    }
  }

  private ProblemsException cannotRead(String id, IOException e) {
    return ProblemsException.of(
        "the journal of the rollout %s cannot be used: %s"
            .formatted(id, FileFaults.failure(file(id), e)));
  }

  private String resolve(String idOrLast) {
    List<String> ids = existing();
    if (idOrLast.equals(LAST)) {
      return ids.stream()
          .findFirst()
          .orElseThrow(() -> ProblemsException.of("there is no rollout yet in " + path));
    }
    if (!ids.contains(idOrLast)) {
      throw ProblemsException.of(
          "there is no rollout '%s' in %s; 'hosttrust history' lists those that there are"
              .formatted(idOrLast, path));
    }
    return idOrLast;
  }

  /**
   * The ids of all rollouts, the newest first.
   *
   * @throws ProblemsException if the directory cannot be read
   */
  public List<String> existing() {
    try {
      return ids();
    } catch (IOException e) {
      throw ProblemsException.of(FileFaults.failure(path, e));
    }
  }

  private List<String> ids() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .filter(RunId::isOne)
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private Path file(String id) {
    return path.resolve(id + ENDING);
  }
}
