// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.words.NearestNames;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is said of an option whose value is missing or is not one that it takes. */
final class BadValue {
  private BadValue() {}

  /**
   * Picocli takes no word that is an option for a value, unless it stands behind an equals sign.
   */
  static String missing(ArgSpec arg, CommandSpec command) {
    if (arg instanceof OptionSpec option) {
      String name = option.longestName();
      return "%s: has no value; write '%s %s', or '%s=%s' where that begins with a dash"
          .formatted(name, name, option.paramLabel(), name, option.paramLabel());
    }
    return "%s is missing; write '%s'"
        .formatted(arg.paramLabel(), command.usageMessage().customSynopsis()[0]);
  }

  static String invalid(ArgSpec arg, String value) {
    String name = arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    if (arg.arity().max() == 0) {
      return "%s: takes no value, and was given '%s'; write %s alone".formatted(name, value, name);
    }
    List<String> words = words(arg.completionCandidates());
    if (!words.isEmpty()) {
      List<String> near = NearestNames.of(value, words);
      return "%s: '%s' is none of its values, which are %s%s"
          .formatted(
              name,
              value,
              String.join(", ", words),
              near.isEmpty() ? "" : "; did you mean %s?".formatted(String.join(" or ", near)));
    }
    return value.matches("[-+]?\\d+")
        ? "%s: %s is too large; write a number up to %d".formatted(name, value, Integer.MAX_VALUE)
        : "%s: '%s' is not a whole number; write one such as 10".formatted(name, value);
  }

  /** The values that an option takes, as they are written in the help; picocli repeats some. */
  static List<String> words(@Nullable Iterable<String> candidates) {
    return candidates == null
        ? List.of()
        : StreamSupport.stream(candidates.spliterator(), false)
            .map(word -> word.toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
  }
}
