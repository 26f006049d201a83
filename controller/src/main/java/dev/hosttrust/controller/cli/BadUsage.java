// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.words.NearestNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that cannot be understood. */
final class BadUsage {
  private BadUsage() {}

  /** One line or two, without the program's name in front of the first. */
  static List<String> lines(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String help = "'%s --help' shows what there is".formatted(command.qualifiedName());
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return List.of(e.getMessage(), help);
    }
    String word = unmatched.getUnmatched().getFirst();
    if (unmatched.isUnknownOption()) {
      return unknownOption(word.split("=", 2)[0], command, help);
    }
    return command.parent() == null || !command.subcommands().isEmpty()
        ? unknownCommand(word, command, help)
        : List.of("'%s' is one word too many; quote a value that has blanks".formatted(word), help);
  }

  private static List<String> unknownOption(String name, CommandSpec command, String help) {
    String problem = "there is no option '%s'".formatted(name);
    return near(name, options(command))
        .map(near -> List.of(problem + near))
        .orElse(List.of(problem, help));
  }

  private static List<String> unknownCommand(String name, CommandSpec command, String help) {
    String problem = "there is no command '%s'".formatted(name);
    List<String> commands =
        command.subcommands().entrySet().stream()
            .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .toList();
    return near(name, Stream.concat(commands.stream(), options(command).stream()).toList())
        .map(near -> List.of(problem + near))
        .orElse(List.of(problem + "; there are " + String.join(", ", commands), help));
  }

  private static List<String> options(CommandSpec command) {
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
