// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The completion script for bash: {@code completion.bash} with the options of the commands filled
 * in. picocli's own takes the completion of file names away from options that are not of type File,
 * and knows nothing of hosts.
 */
final class BashCompletion {
  private BashCompletion() {}

  /** The script for a program with all of its commands. */
  static String of(CommandSpec program) {
    List<CommandSpec> commands = CompletedCommands.of(program);
    return CompletedCommands.template("completion.bash")
        .replace("{{OPTIONS}}", lines(Stream.concat(rows(commands), Stream.of(row("*", program)))))
        .replace("{{VALUES}}", lines(values(commands)))
        .replace("{{ARGUMENTS}}", lines(commands.stream().flatMap(BashCompletion::arguments)))
        .replace(
            "{{COMMANDS}}",
            commands.stream().map(CommandSpec::name).collect(Collectors.joining(" ")));
  }

  private static String lines(Stream<String> rows) {
    return rows.collect(Collectors.joining("\n"));
  }

  private static Stream<String> rows(Collection<CommandSpec> commands) {
    return commands.stream().map(command -> row(command.name(), command));
  }

  private static String row(String name, CommandSpec command) {
    return "  %s) options='%s' ;;"
        .formatted(
            name,
            CompletedCommands.options(command)
                .flatMap(option -> Stream.of(option.names()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" ")));
  }

  private static Stream<String> values(Collection<CommandSpec> commands) {
    return commands.stream()
        .flatMap(CompletedCommands::options)
        .map(BashCompletion::value)
        .distinct();
  }

  private static String value(OptionSpec option) {
    return "  %s) %s ;;"
        .formatted(String.join(" | ", option.names()), kind(ValueKind.of(option), option));
  }

  private static Stream<String> arguments(CommandSpec command) {
    List<CommandSpec> within = CompletedCommands.of(command);
    if (!within.isEmpty()) {
      return Stream.of(
          "    %s) kind=within candidates='%s' ;;"
              .formatted(
                  command.name(),
                  within.stream().map(CommandSpec::name).collect(Collectors.joining(" "))));
    }
    return command.positionalParameters().stream()
        .map(
            argument ->
                "    %s) %s ;;"
                    .formatted(
                        command.name(), kind(ValueKind.ofArgument(command, argument), argument)));
  }

  private static String kind(ValueKind kind, ArgSpec arg) {
    return kind == ValueKind.WORDS
        ? "kind=words candidates='%s'"
            .formatted(String.join(" ", BadValue.words(arg.completionCandidates())))
        : "kind=" + kind;
  }
}
