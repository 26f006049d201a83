// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.words.FileFaults;
import dev.hosttrust.words.FileToWrite;
import dev.hosttrust.words.Findings;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of {@code --log-file}, to whose end is written; or none.
 *
 * <p>It is written as a stream: the channel of an interrupted thread closes itself, and threads
 * that work on hosts are interrupted by a halt, by Ctrl-C and at deadlines.
 */
final class LogFile implements AutoCloseable {
  private static final LogFile NONE = new LogFile("", null, null);

  private final String name;
  private final @Nullable PrintWriter writer;
  private @Nullable Path unused;

  /**
   * @param unused the file, if it is new and to be removed where nothing is written
   */
  private LogFile(String name, @Nullable PrintWriter writer, @Nullable Path unused) {
    this.name = name;
    this.writer = writer;
    this.unused = unused;
  }

  /** Opens it; a new one is for its owner alone. If that fails, the findings say why. */
  static LogFile open(Environment environment, WatchFlags flags, Findings findings) {
    String name = flags.logFile();
    if (name == null) {
      return NONE;
    }
    String where = "--log-file " + name;
    Path path = environment.path(name).toAbsolutePath();
    if (!FileToWrite.canBeAppendedTo(where, path, findings)) {
      return NONE;
    }
    try {
      Path unused = Files.exists(path) ? null : path;
      if (unused != null) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      OutputStream end = new FileOutputStream(path.toFile(), true);
      return new LogFile(name, new PrintWriter(end, false, StandardCharsets.UTF_8), unused);
    } catch (IOException e) {
      findings.problem(where + ": cannot be written: " + FileFaults.failure(e));
      return NONE;
    }
  }

  /** To write to it; empty where there is none. */
  Optional<Lines> lines() {
    unused = null;
    return Optional.ofNullable(writer).map(open -> new Lines(open, false));
  }

  /** What became of it, if not all could be written, such as on a disk that is full. */
  Optional<String> failure() {
    return writer != null && writer.checkError()
        ? Optional.of("--log-file %s: could not be written to its end".formatted(name))
        : Optional.empty();
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
    if (unused != null) {
      unused.toFile().delete();
    }
  }
}
