// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An interactive shell on a terminal of its own, which script(1) of bsdutils makes, with the
 * program as the command {@code hosttrust}. Wait for what is to come, then type.
 */
final class TerminalSession implements AutoCloseable {
  private final Process process;
  private final Reader screen;
  private final Writer keyboard;
  private final StringBuilder shown = new StringBuilder();

  private TerminalSession(Process process) {
    this.process = process;
    this.screen = process.inputReader();
    this.keyboard = process.outputWriter();
  }

  /** Opens one in a directory; the command is a script there. */
  static TerminalSession in(Path directory) throws IOException {
    return in(directory, "dumb", List.of());
  }

  /** The same on a terminal of another type, with options for the JVM. */
  static TerminalSession in(Path directory, String terminalType, List<String> jvmOptions)
      throws IOException {
    Files.writeString(directory.resolve("bashrc"), "PS1='ready> '\n");
    return in(directory, terminalType, jvmOptions, "bash --noprofile --rcfile bashrc -i");
  }

  /** An interactive zsh, with the {@code .zshrc} of the directory and no other. */
  static TerminalSession zshIn(Path directory) throws IOException {
    return in(directory, "dumb", List.of(), "zsh -d -i");
  }

  private static TerminalSession in(
      Path directory, String terminalType, List<String> jvmOptions, String interactive)
      throws IOException {
    Path command = directory.resolve("hosttrust");
    Files.writeString(
        command,
        MainProcess.command(jvmOptions).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" ", "#!/bin/sh\nexec ", " \"$@\"\n")));
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProcessBuilder shell =
        new ProcessBuilder("script", "-qec", interactive, "/dev/null")
            .directory(directory.toFile());
    shell.environment().put("PATH", directory + ":" + System.getenv("PATH"));
    shell.environment().put("TERM", terminalType);
    shell.environment().put("HISTFILE", "");
    shell.environment().put("ZDOTDIR", directory.toString());
    return new TerminalSession(shell.start());
  }

  /** Waits for a text that was not waited for before, and returns all up to its end. */
  String await(String text) throws IOException {
    StringBuilder since = new StringBuilder();
    while (since.indexOf(text) < 0) {
      int c = screen.read();
      if (c < 0) {
        throw new IOException("the terminal ended before '" + text + "': " + shown);
      }
      since.append((char) c);
      shown.append((char) c);
    }
    return since.toString();
  }

  void type(String keys) throws IOException {
    keyboard.write(keys);
    keyboard.flush();
  }

  /** All that was read from the screen so far. */
  String shown() {
    return shown.toString();
  }

  @Override
  public void close() throws IOException {
    keyboard.close();
    process.destroy();
  }
}
