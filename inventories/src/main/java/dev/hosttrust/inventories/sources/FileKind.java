// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.sources;

import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What kind of file a path stands for.
 *
 * <p>A pipe is read where it is given by its number, {@code /dev/fd/63}, as a shell does for {@code
 * <(command)}: it has a writer. One with a name of its own, to which perhaps nobody ever writes, is
 * refused, and so is any device but {@code /dev/null}.
 */
final class FileKind {
  private static final int FILE_TYPE = 0170000; // S_IFMT of stat(2)
  private static final int NAMED_PIPE = 0010000; // S_IFIFO
  private static final int SOCKET = 0140000; // S_IFSOCK

  private FileKind() {}

  /**
   * Refuses what a reader could wait for, or read from, for ever. What does not exist is accepted.
   *
   * @param name the file's name for messages
   * @throws ProblemsException if it is a directory, a named pipe, a socket, or a device
   */
  static void check(Path file, String name) {
    if (Files.isDirectory(file)) {
      throw problem(name, "is a directory; give a file");
    }
    if (!Files.exists(file) || Files.isRegularFile(file) || file.equals(Path.of("/dev/null"))) {
      return;
    }
    switch (type(file, name)) {
      case NAMED_PIPE -> {
        if (!file.startsWith("/dev") && !file.startsWith("/proc")) {
          throw problem(name, "is a named pipe; give a file, or <(command)");
        }
      }
      case SOCKET -> throw problem(name, "is a socket; give a file");
      default -> throw problem(name, "is a device; give a file");
    }
  }

  private static int type(Path file, String name) {
    try {
      return (int) Files.getAttribute(file, "unix:mode") & FILE_TYPE;
    } catch (IOException e) {
      throw problem(name, "cannot be looked at: " + e.getMessage());
    }
  }

  private static ProblemsException problem(String name, String what) {
    return ProblemsException.at(Location.of(name), "this " + what);
  }
}
