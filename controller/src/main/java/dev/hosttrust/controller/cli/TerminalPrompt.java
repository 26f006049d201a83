package dev.hosttrust.controller.cli;

import dev.hosttrust.agent.text.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Asks on the controlling terminal without echo, as getpass(3) does, also where standard input and
 * output lead elsewhere; {@link java.io.Console} is not there in that case.
 */
final class TerminalPrompt implements Prompt {
  private static final Path TERMINAL = Path.of("/dev/tty");

  @Override
  public Optional<String> ask(String question) {
    Thread restore = new Thread(() -> stty("echo"));
    try (PrintWriter out =
            new PrintWriter(Files.newBufferedWriter(TERMINAL, StandardCharsets.UTF_8));
        BufferedReader in = Files.newBufferedReader(TERMINAL, StandardCharsets.UTF_8)) {
      // Ctrl-C while it waits must not leave a terminal that shows nothing.
      Runtime.getRuntime().addShutdownHook(restore);
      try {
        stty("-echo");
        out.print(Printable.line(question) + ": ");
        out.flush();
        Optional<String> typed = Optional.ofNullable(in.readLine());
        out.println();
        return typed;
      } finally {
        stty("echo");
        Runtime.getRuntime().removeShutdownHook(restore);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void stty(String mode) {
    try {
      new ProcessBuilder("stty", mode).redirectInput(TERMINAL.toFile()).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("stty, of coreutils, is needed to ask for a password", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
