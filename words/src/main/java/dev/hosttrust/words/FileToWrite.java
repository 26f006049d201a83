// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a file can be written, long before it is: a long run must not end without it.
 * Nothing is written.
 */
public final class FileToWrite {
  private static final String SPECIAL = "is a named pipe, a socket or a device";

  /** Devices that take everything at once. */
  private static final Set<Path> READY = Set.of(Path.of("/dev/null"), Path.of("/dev/full"));

  /** What is open already, such as the pipe that a shell makes for {@code >(command)}. */
  private static final Path OPEN = Path.of("/dev/fd");

  private FileToWrite() {}

  /**
   * Looks at a file that will be made anew, in place of what is there.
   *
   * @param where what names the file, such as {@code --out FILE}
   * @param file absolute
   * @param findings get what is wrong
   * @return whether nothing is
   */
  public static boolean canBeReplaced(String where, Path file, Findings findings) {
    Path directory = file.getParent();
    if (Files.isDirectory(file)) {
      findings.problem(where, "is a directory", "name a file");
    } else if (Files.exists(file) && !Files.isRegularFile(file)) {
      findings.problem(where, SPECIAL, "name a file");
    } else if (directory == null || !Files.isDirectory(directory)) {
      findings.problem(where, "there is no directory " + directory, "make it, or name another one");
    } else if (!Files.isWritable(directory)) {
      findings.problem(
          where,
          "you may not write to the directory " + directory,
          "name another one, or let it be given to you");
    } else {
      return isPossible(where, file, findings);
    }
    return false;
  }

  /**
   * Looks at a file to whose end will be written, or that will be made.
   *
   * @param where what names the file, such as {@code --log-file FILE}
   * @param file absolute
   * @param findings get what is wrong
   * @return whether nothing is
   */
  public static boolean canBeAppendedTo(String where, Path file, Findings findings) {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      return canBeReplaced(where, file, findings);
    }
    if (!Files.isRegularFile(file) && !READY.contains(file) && !file.startsWith(OPEN)) {
      findings.problem(where, SPECIAL, "name a file"); // writing there could wait for ever
      return false;
    }
    if (!Files.isWritable(file)) {
      findings.problem(where, "you may not write to it", "name another file");
      return false;
    }
    return true;
  }

  /** Whether there is such a file or could be one: its name may be too long. */
  private static boolean isPossible(String where, Path file, Findings findings) {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      findings.problem(
          where, Objects.requireNonNullElse(reason(e), "no such file can be"), "name another one");
      return false;
    }
  }

  private static @Nullable String reason(IOException e) {
    return e instanceof FileSystemException system ? system.getReason() : e.getMessage();
  }
}
