// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.words.NearestNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that cannot be understood. */
final class BadUsage {
  private final CommandSpec command;

  private BadUsage(CommandSpec command) {
    this.command = command;
  }

  /** One line or two, without the program's name in front of the first. */
  static List<String> lines(ParameterException e) {
    return new BadUsage(e.getCommandLine().getCommandSpec()).linesOf(e);
  }

  private List<String> linesOf(ParameterException e) {
    ArgSpec arg = e.getArgSpec();
    return switch (e) {
      case UnmatchedArgumentException unmatched when !unmatched.getUnmatched().isEmpty() ->
          unmatched(unmatched);
      case MissingParameterException missing ->
          withHelp(BadValue.missing(missing.getMissing().getFirst(), command));
      default ->
          arg == null || e.getValue() == null
              ? withHelp(String.valueOf(e.getMessage()))
              : withHelp(BadValue.invalid(arg, e.getValue()));
    };
  }

  private List<String> withHelp(String problem) {
    return List.of(problem, "'%s --help' shows what there is".formatted(command.qualifiedName()));
  }

  private List<String> unmatched(UnmatchedArgumentException e) {
    String word = e.getUnmatched().getFirst();
    if (e.isUnknownOption()) {
      return unknownOption(word.split("=", 2)[0]);
    }
    return command.parent() == null || !command.subcommands().isEmpty()
        ? unknownCommand(word)
        : withHelp("'%s' is one word too many; quote a value that has blanks".formatted(word));
  }

  private List<String> unknownOption(String name) {
    if (command.parent() == null && isAnOptionOfACommand(name)) {
      return withHelp(
          "%s: stands in front of the command; write the command first, as in 'hosttrust diff %s'"
              .formatted(name, name));
    }
    String problem = "there is no option '%s'".formatted(name);
    return near(name, options())
        .map(near -> List.of(problem + near))
        .orElseGet(() -> withHelp(problem));
  }

  private boolean isAnOptionOfACommand(String name) {
    return command.subcommands().values().stream()
        .anyMatch(sub -> sub.getCommandSpec().findOption(name) != null);
  }

  private List<String> unknownCommand(String name) {
    String problem = "there is no command '%s'".formatted(name);
    List<String> commands =
        command.subcommands().entrySet().stream()
            .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .toList();
    return near(name, Stream.concat(commands.stream(), options().stream()).toList())
        .map(near -> List.of(problem + near))
        .orElseGet(() -> withHelp(problem + "; there " + thereIs(commands)));
  }

  private static String thereIs(List<String> commands) {
    return commands.size() == 1
        ? "is only '%s'".formatted(commands.getFirst())
        : "are " + String.join(", ", commands);
  }

  private List<String> options() {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .flatMap(option -> Stream.of(option.names()))
        .filter(name -> name.startsWith("--"))
        .toList();
  }

  private static Optional<String> near(String name, List<String> names) {
    List<String> near = NearestNames.of(name, names);
    return near.isEmpty()
        ? Optional.empty()
        : Optional.of("; did you mean %s?".formatted(String.join(" or ", near)));
  }
}
