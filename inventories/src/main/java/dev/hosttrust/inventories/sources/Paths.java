// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.sources;

import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Paths as a user writes them.
 *
 * @param workingDirectory where relative paths start; absolute
 * @param homeDirectory what {@code ~} stands for
 */
public record Paths(Path workingDirectory, Path homeDirectory) {

  public Paths {
    workingDirectory = workingDirectory.toAbsolutePath().normalize();
  }

  /**
   * An absolute path, with {@code ~/} for the home directory; links are not followed.
   *
   * @throws ProblemsException if the text cannot be a path
   */
  public Path resolve(String path) {
    boolean ofHome = path.equals("~") || path.startsWith("~/");
    String expanded = ofHome ? homeDirectory + path.substring(1) : path;
    try {
      return workingDirectory.resolve(expanded).normalize();
    } catch (InvalidPathException e) {
      throw ProblemsException.at(
          Location.of(path.replace('\0', '?')), "no file can have this name");
    }
  }

  /** The same with relative paths that start where a file is. */
  public Paths beside(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    return directory == null ? this : new Paths(directory, homeDirectory);
  }

  /** A path for messages: relative where it is below the working directory, if that is not /. */
  public String show(Path path) {
    boolean inRoot = workingDirectory.getNameCount() == 0;
    return !inRoot && path.startsWith(workingDirectory) && !path.equals(workingDirectory)
        ? workingDirectory.relativize(path).toString()
        : path.toString();
  }
}
