// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.manual.Sentences;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The completion script for zsh: {@code completion.zsh} with what its {@code _arguments} is to know
 * of each option filled in (zshcompsys(1)).
 */
final class ZshCompletion {
  private static final String BETWEEN = " \\\n";

  private ZshCompletion() {}

  /** The script for a program with all of its commands. */
  static String of(CommandSpec program) {
    List<CommandSpec> commands = CompletedCommands.of(program);
    return CompletedCommands.template("completion.zsh")
        .replace(
            "{{COMMANDS}}",
            commands.stream()
                .map(
                    command ->
                        "    "
                            + quoted(
                                command.name()
                                    + ":"
                                    + CommandPages.of(command.commandLine()).summary()))
                .collect(Collectors.joining("\n")))
        .replace(
            "{{PROGRAM}}",
            options(program).map(spec -> "    " + spec).collect(Collectors.joining(BETWEEN)))
        .replace(
            "{{OPTIONS}}",
            commands.stream().map(ZshCompletion::command).collect(Collectors.joining("\n")));
  }

  private static String command(CommandSpec command) {
    String specs =
        Stream.concat(options(command), arguments(command))
            .map(spec -> "      " + spec)
            .collect(Collectors.joining(BETWEEN));
    return "  %s)\n    _arguments -s -S%s%s\n    ;;".formatted(command.name(), BETWEEN, specs);
  }

  private static Stream<String> options(CommandSpec command) {
    return CompletedCommands.options(command).flatMap(ZshCompletion::option).distinct();
  }

  /**
   * A word for each name: one that was given once is not offered again, unless it is repeatable.
   */
  private static Stream<String> option(OptionSpec option) {
    String before = option.isMultiValue() ? "*" : "(" + String.join(" ", option.names()) + ")";
    String text = "[" + escaped(Sentences.first(CommandPages.text(option))) + "]";
    return Stream.of(option.names()).map(name -> quoted(before + name + value(name, option, text)));
  }

  private static String value(String name, OptionSpec option, String text) {
    if (option.arity().max() == 0) {
      return text;
    }
    String label = escaped(option.paramLabel());
    if (option.arity().min() == 0) {
      return "=-" + text + "::" + label + ": ";
    }
    String joint = name.startsWith("--") ? "=" : "+";
    return joint + text + ":" + label + ":" + action(ValueKind.of(option), option);
  }

  private static Stream<String> arguments(CommandSpec command) {
    List<CommandSpec> within = CompletedCommands.of(command);
    if (!within.isEmpty()) {
      String names = within.stream().map(CommandSpec::name).collect(Collectors.joining(" "));
      return Stream.of(quoted("1:COMMAND:(" + names + ")"), quoted("*:FILE:_files"));
    }
    return command.positionalParameters().stream()
        .map(
            argument ->
                quoted(
                    "1:%s:%s"
                        .formatted(
                            escaped(argument.paramLabel()),
                            action(ValueKind.ofArgument(command, argument), argument))));
  }

  private static String action(ValueKind kind, ArgSpec arg) {
    return switch (kind) {
      case WORDS -> words(arg);
      case FILE -> "_files";
      case NAMES, VARS, IDS, PAUSED, COMMANDS -> "_hosttrust_" + kind;
      case FLAG, OTHER -> " ";
    };
  }

  private static String words(ArgSpec arg) {
    String words = String.join(" ", BadValue.words(arg.completionCandidates()));
    return arg.splitRegex().isEmpty()
        ? "(" + words + ")"
        : "_values -s , %s %s".formatted(arg.paramLabel(), words);
  }

  private static String escaped(String text) {
    return text.replaceAll("[\\[\\]:\\\\]", "\\\\$0");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
