// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories for what tests make, under one that goes when the JVM ends. */
final class TempDirectories {
  private TempDirectories() {}

  private static final class Holder {
    static final Path ROOT = createRoot();
  }

  static Path create(String prefix) {
    try {
      return Files.createTempDirectory(Holder.ROOT, prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path createRoot() {
    try {
      Path root = Files.createTempDirectory("hosttrust-test");
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> delete(root), "remove temporary directories"));
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path root) {
    try (Stream<Path> paths = Files.walk(root)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // A test's leftover in the system's directory for such things; nothing depends on it.
    }
  }
}
