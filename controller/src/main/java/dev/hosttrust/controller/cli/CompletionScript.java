// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The completion script: {@code completion.bash} with the options of the commands filled in.
 * picocli's own takes the completion of file names away from options that are not of type File, and
 * knows nothing of hosts.
 */
final class CompletionScript {
  /** What the value of an option is, where its label does not tell. */
  private static final Map<String, String> KINDS =
      Map.of(
          "--inventory", "file",
          "--limit", "names",
          "--canary", "names",
          "--host", "names",
          "--extra-vars", "vars",
          "--vault-id", "vars");

  private CompletionScript() {}

  /** The script for a program with all of its commands. */
  static String of(CommandLine program) {
    SortedMap<String, CommandLine> commands = new TreeMap<>();
    program
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!command.getCommandSpec().usageMessage().hidden()) {
                commands.put(name, command);
              }
            });
    String options =
        Stream.concat(
                commands.entrySet().stream().map(e -> row(e.getKey(), names(options(e.getValue())))),
                Stream.of(row("*", names(program.getCommandSpec().options().stream()))))
            .collect(Collectors.joining("\n"));
    String values =
        commands.values().stream()
            .flatMap(CompletionScript::options)
            .filter(option -> !option.hidden())
            .map(CompletionScript::value)
            .distinct()
            .collect(Collectors.joining("\n"));
    return template()
        .replace("{{OPTIONS}}", options)
        .replace("{{VALUES}}", values)
        .replace("{{COMMANDS}}", String.join(" ", commands.keySet()));
  }

  private static String row(String command, String options) {
    return "  %s) options='%s' ;;".formatted(command, options);
  }

  /** The options of a command, and of those in it. */
  private static Stream<OptionSpec> options(CommandLine command) {
    return Stream.concat(
        command.getCommandSpec().options().stream(),
        command.getSubcommands().values().stream().flatMap(CompletionScript::options));
  }

  private static String names(Stream<OptionSpec> options) {
    return options
        .filter(option -> !option.hidden())
        .flatMap(option -> Stream.of(option.names()))
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static String value(OptionSpec option) {
    String names = String.join(" | ", option.names());
    Iterable<String> candidates = option.completionCandidates();
    if (candidates != null) {
      List<String> words = StreamSupport.stream(candidates.spliterator(), false).toList();
      return "  %s) kind=words candidates='%s' ;;".formatted(names, String.join(" ", words));
    }
    return "  %s) kind=%s ;;".formatted(names, kind(option));
  }

  private static String kind(OptionSpec option) {
    if (option.arity().min() == 0) {
      return "flag";
    }
    String label = option.paramLabel().equals("FILE") ? "file" : "other";
    return KINDS.getOrDefault(option.longestName(), label);
  }

  private static String template() {
    try (InputStream in = CompletionScript.class.getResourceAsStream("completion.bash")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
