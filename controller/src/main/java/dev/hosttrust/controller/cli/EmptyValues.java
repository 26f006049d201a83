// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Refuses values that are empty or blank. Most come from a variable of a script that was not set,
 * and would otherwise mean something wide: {@code -l ''} all hosts, {@code --ca ''} the current
 * directory.
 */
final class EmptyValues {
  /** In Ansible an empty {@code -e} adds no variables, and scripts count on it. */
  private static final String MAY_BE_EMPTY = "--extra-vars";

  private EmptyValues() {}

  /**
   * @throws ProblemsException naming every option and positional parameter with such a value
   */
  static void refuse(ParseResult parsed) {
    List<Problem> problems =
        parsed.asCommandLineList().stream()
            .flatMap(command -> command.getParseResult().matchedArgs().stream())
            .filter(EmptyValues::isEmpty)
            .map(EmptyValues::problem)
            .toList();
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
  }

  private static boolean isEmpty(ArgSpec arg) {
    return !name(arg).equals(MAY_BE_EMPTY)
        && arg.arity().max() > 0
        && arg.originalStringValues().stream().anyMatch(String::isBlank);
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  private static Problem problem(ArgSpec arg) {
    return new Problem(
        name(arg),
        "the value is empty",
        "was a variable not set? Give a value, or leave %s out"
            .formatted(arg.isOption() ? "the option" : "it"));
  }
}
