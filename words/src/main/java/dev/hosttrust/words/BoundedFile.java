// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads small files whole, and says in plain words why it could not.
 *
 * <p>A pipe is read where it is given by its number, {@code /dev/fd/63}, as a shell does for {@code
 * <(command)}: it has a writer. One with a name of its own, to which perhaps nobody ever writes, is
 * refused, and so is any device but {@code /dev/null}.
 */
public final class BoundedFile {
  /** In bytes. The whole of Mozilla's roots is a quarter of it. */
  public static final int MAX_SIZE = 1 << 20;

  private static final int FILE_TYPE = 0170000; // S_IFMT of stat(2)
  private static final int NAMED_PIPE = 0010000; // S_IFIFO
  private static final int SOCKET = 0140000; // S_IFSOCK

  private BoundedFile() {}

  /**
   * Reads a file of at most {@value #MAX_SIZE} bytes.
   *
   * @throws ProblemsException with one problem, if the file is larger, is of a wrong kind, or
   *     cannot be read
   */
  public static byte[] read(Path file) {
    checkKind(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_SIZE + 1);
      if (content.length > MAX_SIZE) {
        throw problem(
            file, "is larger than " + MAX_SIZE + " bytes", "check that it is the right file");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw problem(file, "does not exist", "check the path");
    } catch (AccessDeniedException e) {
      throw problem(file, "may not be read by you", "check the permissions of the path");
    } catch (FileSystemException e) { // its message would name the file again
      throw problem(file, "cannot be read: " + e.getReason(), "check the file");
    } catch (IOException e) {
      throw problem(file, "cannot be read: " + e.getMessage(), "check the file");
    }
  }

  /**
   * Refuses what a reader could wait for, or read from, for ever. What does not exist is accepted.
   *
   * @throws ProblemsException with one problem
   */
  public static void checkKind(Path file) {
    if (Files.isDirectory(file)) {
      throw problem(file, "is a directory", "give a file");
    }
    if (!Files.exists(file) || Files.isRegularFile(file) || file.equals(Path.of("/dev/null"))) {
      return;
    }
    switch (type(file)) {
      case NAMED_PIPE -> {
        if (!file.startsWith("/dev") && !file.startsWith("/proc")) {
          throw problem(file, "is a named pipe", "give a file, or <(command)");
        }
      }
      case SOCKET -> throw problem(file, "is a socket", "give a file");
      default -> throw problem(file, "is a device", "give a file");
    }
  }

  private static int type(Path file) {
    try {
      return (int) Files.getAttribute(file, "unix:mode") & FILE_TYPE;
    } catch (IOException e) {
      throw problem(file, "cannot be looked at: " + e.getMessage(), "check the file");
    }
  }

  private static ProblemsException problem(Path file, String what, String remedy) {
    return new ProblemsException(List.of(new Problem(file.toString(), what, remedy)));
  }
}
