// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the value of an option or of an argument is, as far as a shell can complete it. */
enum ValueKind {
  /** It has none, or one that may be left out. */
  FLAG,
  /** One of a few words. */
  WORDS,
  FILE,
  /** Groups and hosts of the inventory on the line, or a file of them behind an {@code @}. */
  NAMES,
  /** Anything, or a file behind an {@code @}. */
  VARS,
  /** The id of a rollout. */
  IDS,
  /** The id of a rollout that waits between two batches. */
  PAUSED,
  COMMANDS,
  OTHER;

  /** Where neither the label nor the type tells. */
  private static final Map<String, ValueKind> BY_NAME =
      Map.ofEntries(
          Map.entry("--inventory", FILE),
          Map.entry("--limit", NAMES),
          Map.entry("--canary", NAMES),
          Map.entry("--host", NAMES),
          Map.entry("--extra-vars", VARS),
          Map.entry("--vault-id", VARS),
          Map.entry("--resume", IDS),
          Map.entry("--retry-failed", IDS),
          Map.entry("inventory GROUP", NAMES),
          Map.entry("show ID", IDS),
          Map.entry("continue ID", PAUSED),
          Map.entry("help COMMAND", COMMANDS));

  static ValueKind of(OptionSpec option) {
    return option.arity().min() == 0 ? FLAG : of(option, option.longestName());
  }

  static ValueKind ofArgument(CommandSpec command, ArgSpec argument) {
    return of(argument, command.name() + " " + argument.paramLabel());
  }

  private static ValueKind of(ArgSpec arg, String name) {
    if (arg.completionCandidates() != null) {
      return WORDS;
    }
    ValueKind byLabel = arg.paramLabel().equals("FILE") ? FILE : OTHER;
    return BY_NAME.getOrDefault(name, byLabel);
  }

  /** As the scripts write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
