// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.words.Findings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A report to be written when the run ends.
 *
 * @param path absolute; its directory is there and can be written to
 */
public record ReportFile(ReportKind kind, Path path) {
  private static final String FLAG = "--report ";

  /**
   * The files that are named, each once.
   *
   * @param names as the user gave them
   * @param path the path that the user means by a name
   * @param findings gets what is wrong with a name; such a file is left out
   */
  public static List<ReportFile> of(
      List<String> names, Function<String, Path> path, Findings findings) {
    SequencedSet<ReportFile> files = new LinkedHashSet<>();
    for (String name : names) {
      of(name, path.apply(name).toAbsolutePath().normalize(), findings).ifPresent(files::add);
    }
    return new ArrayList<>(files);
  }

  private static Optional<ReportFile> of(String name, Path file, Findings findings) {
    Optional<ReportKind> kind = ReportKind.of(file);
    Path directory = file.getParent();
    if (kind.isEmpty()) {
      findings.problem(
          FLAG + name,
          "the ending of the name says which kind of report it is",
          "end it in one of " + ReportKind.endings());
    } else if (Files.isDirectory(file)) {
      findings.problem(FLAG + name, "is a directory", "name a file");
    } else if (Files.exists(file) && !Files.isRegularFile(file)) {
      findings.problem(FLAG + name, "is a named pipe, a socket or a device", "name a file");
    } else if (directory == null || !Files.isDirectory(directory)) {
      findings.problem(
          FLAG + name, "there is no directory " + directory, "make it, or name another one");
    } else if (!Files.isWritable(directory)) {
      findings.problem(
          FLAG + name,
          "you may not write to the directory " + directory,
          "name another one, or let it be given to you");
    } else if (isPossible(name, file, findings)) {
      return kind.map(k -> new ReportFile(k, file));
    }
    return Optional.empty();
  }

  /** Whether there is such a file or could be one: its name may be too long. */
  private static boolean isPossible(String name, Path file, Findings findings) {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      findings.problem(
          FLAG + name,
          Objects.requireNonNullElse(reason(e), "no such file can be"),
          "name another one");
      return false;
    }
  }

  private static @Nullable String reason(IOException e) {
    return e instanceof FileSystemException system ? system.getReason() : e.getMessage();
  }
}
