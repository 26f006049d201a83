// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.words.BoundedFile;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file of {@code --log-file}, to whose end is written; or none. */
final class LogFile implements AutoCloseable {
  private static final LogFile NONE = new LogFile("", null, null);

  /** Devices that take, or refuse, what is written at once. */
  private static final Set<Path> ALWAYS_READY = Set.of(Path.of("/dev/null"), Path.of("/dev/full"));

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
    try {
      Path path = environment.path(name);
      if (!isFileOrStream(path)) {
        findings.problem(
            "--log-file " + name, "is a named pipe, a socket or a device", "name a file");
        return NONE;
      }
      Path unused = Files.exists(path) ? null : path;
      var channel =
          Files.newByteChannel(
              path,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return new LogFile(
          name, new PrintWriter(Channels.newWriter(channel, StandardCharsets.UTF_8)), unused);
    } catch (IOException e) {
      findings.problem("--log-file %s: %s".formatted(name, words(e)));
      return NONE;
    }
  }

  /**
   * Whether writing there cannot wait for ever: it is a file, nothing yet, or a pipe by its number,
   * {@code /dev/fd/63}, as a shell gives it for {@code >(command)}.
   */
  private static boolean isFileOrStream(Path path) {
    try {
      if (!ALWAYS_READY.contains(path)) {
        BoundedFile.checkKind(path);
      }
      return true;
    } catch (ProblemsException e) {
      return Files.isDirectory(path); // the system says what is wrong with that
    }
  }

  private static String words(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "the directory does not exist; make it first";
      case AccessDeniedException _ -> "you may not write there; name another file";
      case FileSystemException system when system.getReason() != null ->
          "cannot be written: " + system.getReason();
      default -> "cannot be written: " + e.getMessage();
    };
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
