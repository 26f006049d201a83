// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Refuses a file that is to be written where another option names the same one: a report in place
 * of the inventory, or of the log.
 */
final class OverwrittenFiles {
  private static final Set<String> OUTPUTS = Set.of("--out", "--report", "--log-file");

  private final Environment environment;

  private OverwrittenFiles(Environment environment) {
    this.environment = environment;
  }

  private record Named(String option, String value, Path file) {
    boolean isOutput() {
      return OUTPUTS.contains(option);
    }

    /** A device, such as /dev/null, takes what several write. */
    boolean isSpecial() {
      return Files.exists(file) && !Files.isRegularFile(file);
    }

    boolean isTheFileOf(Named other) {
      try {
        return file.equals(other.file) || Files.isSameFile(file, other.file);
      } catch (IOException e) {
        return false; // one of them is not there
      }
    }

    Problem problem(Named other) {
      return new Problem(
          option + " " + value,
          other.isOutput()
              ? "%s writes the same file".formatted(other.option)
              : "would overwrite what %s reads".formatted(other.option),
          "name another file");
    }
  }

  /**
   * @throws ProblemsException naming both options of every such file
   */
  static void refuse(ParseResult parsed, Environment environment) {
    List<Named> files = new OverwrittenFiles(environment).named(parsed);
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Named output = files.get(i);
      if (output.isOutput() && !output.isSpecial()) {
        // Of two outputs, the second is told of.
        List<Named> inputs = files.stream().filter(file -> !file.isOutput()).toList();
        Stream.concat(files.subList(0, i).stream().filter(Named::isOutput), inputs.stream())
            .filter(other -> !other.option.equals(output.option) && other.isTheFileOf(output))
            .findFirst()
            .ifPresent(other -> problems.add(output.problem(other)));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
  }

  private List<Named> named(ParseResult parsed) {
    return parsed.asCommandLineList().stream()
        .flatMap(command -> command.getParseResult().matchedOptions().stream())
        .distinct()
        .flatMap(this::named)
        .toList();
  }

  /** The files of {@code FILE}, {@code @FILE} and {@code LABEL@FILE}. */
  private Stream<Named> named(OptionSpec option) {
    boolean labelled = option.paramLabel().contains("@");
    return option.originalStringValues().stream()
        .filter(value -> option.paramLabel().contains("FILE") || value.startsWith("@"))
        .map(
            value -> {
              boolean cut = labelled || value.startsWith("@");
              String file = cut ? value.substring(value.indexOf('@') + 1) : value;
              Path path = environment.path(file).toAbsolutePath().normalize();
              return new Named(option.longestName(), value, path);
            });
  }
}
