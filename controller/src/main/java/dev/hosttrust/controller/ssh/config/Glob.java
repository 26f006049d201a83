// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files by patterns: glob(7). */
final class Glob {
  private Glob() {}

  /** The files that exist, sorted; the pattern is absolute. */
  static List<Path> files(Path pattern) {
    List<Path> found = List.of(pattern.getRoot());
    for (Path part : pattern) {
      String name = part.toString();
      List<Path> next = new ArrayList<>();
      for (Path directory : found) {
        if (isPattern(name)) {
          next.addAll(list(directory, name));
        } else if (Files.exists(directory.resolve(name))) {
          next.add(directory.resolve(name));
        }
      }
      found = next;
    }
    return found;
  }

  private static boolean isPattern(String name) {
    return name.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
  }

  private static List<Path> list(Path directory, String pattern) {
    List<Path> found = new ArrayList<>();
    // Braces are nothing special here, but would be for Java.
    String escaped = pattern.replace("{", "\\{").replace("}", "\\}");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, escaped)) {
      for (Path entry : entries) {
        boolean hidden = entry.getFileName().toString().startsWith(".");
        if (!hidden || pattern.startsWith(".")) {
          found.add(entry);
        }
      }
    } catch (IOException e) {
      return List.of(); // no directory, or none of ours: it matches nothing, as in glob(3)
    }
    found.sort(null);
    return found;
  }
}
