// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where programs are that are started by their names. */
public final class SearchPath {
  /** Where most systems have their programs, where the environment does not say. */
  private static final String USUAL = "/usr/local/bin:/usr/bin:/bin";

  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private SearchPath() {}

  /**
   * Looks for a program along {@code PATH}. An empty entry, which stands for the current directory,
   * is passed over: nobody means it.
   *
   * @param workingDirectory from which relative entries start
   */
  public static Optional<Path> find(
      String program, Map<String, String> environment, Path workingDirectory) {
    return SEPARATOR
        .splitAsStream(environment.getOrDefault("PATH", USUAL))
        .filter(entry -> !entry.isEmpty())
        .flatMap(entry -> in(entry, program, workingDirectory))
        .findFirst();
  }

  private static Stream<Path> in(String entry, String program, Path workingDirectory) {
    try {
      return Stream.of(workingDirectory.resolve(entry).resolve(program))
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }
}
