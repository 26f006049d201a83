package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.ssh.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads passwords from the terminal or from files; never from the command line. */
final class Passwords {
  private final Environment environment;
  private final Findings findings;

  Passwords(Environment environment, Findings findings) {
    this.environment = environment;
    this.findings = findings;
  }

  /**
   * One password.
   *
   * @param ask whether to ask for it
   * @param file whose first line it is, or null
   * @param what such as {@code sudo password}
   * @param fileFlag the flag that names the file, for the message
   * @return empty if none is given, or where the findings say why there is none
   */
  Optional<Secret> read(boolean ask, @Nullable String file, String what, String fileFlag) {
    if (file != null) {
      return findings.read(() -> fromFile(environment.path(file), fileFlag));
    }
    return ask && findings.none()
        ? findings.read(() -> Secret.of(environment.ask(what, fileFlag)))
        : Optional.empty();
  }

  private static Secret fromFile(Path file, String flag) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .findFirst()
          .filter(line -> !line.isEmpty())
          .map(Secret::of)
          .orElseThrow(
              () -> CommandException.usage("%s %s: the first line is empty".formatted(flag, file)));
    } catch (IOException e) {
      throw CommandException.usage(
          "%s %s: cannot be read (%s)".formatted(flag, file, e.getClass().getSimpleName()));
    }
  }
}
