// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the completion of each shell is made of. */
final class CompletedCommands {
  private CompletedCommands() {}

  /** The commands of a program but for hidden ones, by name. */
  static List<CommandSpec> of(CommandSpec program) {
    return program.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden())
        .sorted(Comparator.comparing(CommandSpec::name))
        .toList();
  }

  /** The options of the program, or of a command and of those in it, but for hidden ones. */
  static Stream<OptionSpec> options(CommandSpec command) {
    Stream<CommandSpec> within = command.parent() == null ? Stream.empty() : of(command).stream();
    return Stream.concat(command.options().stream(), within.flatMap(CompletedCommands::options))
        .filter(option -> !option.hidden());
  }

  /** The script that is still to be filled in. */
  static String template(String name) {
    try (InputStream in = CompletedCommands.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
