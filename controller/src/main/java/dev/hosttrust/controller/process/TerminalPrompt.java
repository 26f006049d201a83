// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.words.ProblemsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Asks on the controlling terminal, for secrets without echo, as getpass(3) does, also where
 * standard input and output lead elsewhere; {@link java.io.Console} is not there in that case.
 */
public final class TerminalPrompt implements Prompt {
  @Override
  public Optional<String> ask(String question) {
    return ask(question, false);
  }

  @Override
  public Optional<String> askOpenly(String question) {
    return ask(question, true);
  }

  private synchronized Optional<String> ask(String question, boolean echo) {
    try (PrintWriter out =
            new PrintWriter(Files.newBufferedWriter(Stty.TERMINAL, StandardCharsets.UTF_8));
        BufferedReader in = Files.newBufferedReader(Stty.TERMINAL, StandardCharsets.UTF_8)) {
      return ask(question, echo, out, in);
    } catch (CharacterCodingException e) {
      throw ProblemsException.of(question + ": what was typed is not UTF-8");
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> ask(
      String question, boolean echo, PrintWriter out, BufferedReader in) throws IOException {
    // A shell that stops and continues us (Ctrl-Z, fg) switches the echo on.
    Runnable prompt =
        () -> {
          Stty.echo(echo);
          out.print(Printable.line(question) + ": ");
          out.flush();
        };
    // An end while it waits must not leave a terminal that shows nothing, nor half a line.
    Thread restore =
        new Thread(
            () -> {
              Stty.echo(true);
              out.println();
              out.flush();
            });
    Runtime.getRuntime().addShutdownHook(restore);
    try (Signals _ = new Signals().on("CONT", prompt)) {
      prompt.run();
      String typed = in.readLine();
      if (!echo) {
        out.println();
      }
      return Optional.of(typed == null ? "" : typed);
    } finally {
      Stty.echo(true);
      Runtime.getRuntime().removeShutdownHook(restore);
    }
  }
}
