// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.lang.reflect.Field;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Refuses options that are given twice and are to be given {@link Once}. */
final class RepeatedOptions {
  private RepeatedOptions() {}

  /**
   * @throws ProblemsException naming every such option with its values
   */
  static void refuse(ParseResult parsed) {
    List<Problem> problems =
        parsed.asCommandLineList().stream()
            .flatMap(command -> command.getParseResult().matchedOptions().stream())
            .distinct()
            .filter(option -> option.originalStringValues().size() > 1 && isOnce(option))
            .map(RepeatedOptions::problem)
            .toList();
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
  }

  private static boolean isOnce(OptionSpec option) {
    return option.userObject() instanceof Field field && field.isAnnotationPresent(Once.class);
  }

  private static Problem problem(OptionSpec option) {
    String values =
        option.originalStringValues().stream()
            .map(value -> "'" + value + "'")
            .collect(Collectors.joining(" and "));
    return new Problem(
        option.longestName(),
        "is given several times, as " + values,
        "it takes one value, so leave the others out");
  }
}
