// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.words.FileToWrite;
import dev.hosttrust.words.Findings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;

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
    if (kind.isEmpty()) {
      findings.problem(
          FLAG + name,
          "the ending of the name says which kind of report it is",
          "end it in one of " + ReportKind.endings());
    } else if (FileToWrite.canBeReplaced(FLAG + name, file, findings)) {
      return kind.map(k -> new ReportFile(k, file));
    }
    return Optional.empty();
  }
}
