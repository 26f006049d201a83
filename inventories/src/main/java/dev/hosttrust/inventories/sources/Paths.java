package dev.hosttrust.inventories.sources;

import java.nio.file.Path;

/**
 * Paths as a user writes them.
 *
 * @param workingDirectory where relative paths start; absolute
 */
public record Paths(Path workingDirectory) {

  public Paths {
    workingDirectory = workingDirectory.toAbsolutePath().normalize();
  }

  /** An absolute path, with {@code ~/} for the home directory; links are not followed. */
  public Path resolve(String path) {
    String home = System.getProperty("user.home");
    String expanded =
        path.equals("~") ? home : path.startsWith("~/") ? home + path.substring(1) : path;
    return workingDirectory.resolve(expanded).normalize();
  }

  /** A path for messages: relative where it is below the working directory. */
  public String show(Path path) {
    return path.startsWith(workingDirectory) && !path.equals(workingDirectory)
        ? workingDirectory.relativize(path).toString()
        : path.toString();
  }
}
