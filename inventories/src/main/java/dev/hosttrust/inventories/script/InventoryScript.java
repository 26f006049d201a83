// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.script;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Documents;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program that prints an inventory.
 *
 * @param program the file
 * @param name its name for messages
 * @param workingDirectory where it runs
 * @param documents reads what it prints
 * @param timeout how long it may take for one question
 */
public record InventoryScript(
    Path program, String name, Path workingDirectory, Documents documents, Duration timeout) {

  /** Enough for a cloud's interface that answers page by page. */
  public static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final byte[] SHEBANG = {'#', '!'};
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  /**
   * Whether a file is a program: it may be executed and it starts as programs do. The second part
   * matters where a file system marks every file as executable, for a shell would run any text.
   */
  public static boolean isProgram(Path file) {
    if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(ELF.length);
      return Arrays.equals(start, ELF)
          || (start.length >= 2 && Arrays.equals(start, 0, 2, SHEBANG, 0, 2));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The answer to {@code --list}.
   *
   * @throws ProblemsException if the program fails or prints something other than JSON
   */
  public Datum list() {
    return documents.readJson(name + " --list", run("--list"));
  }

  /**
   * The answer to {@code --host}; nothing at all stands for no variables.
   *
   * @throws ProblemsException if the program fails or prints something other than JSON or YAML
   */
  public Datum host(String host) {
    String answer = run("--host", host);
    String source = name + " --host " + host;
    return documents.read(source, answer.isBlank() ? "{}" : answer, new Findings());
  }

  private String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      return output(
          ProgramRun.of(
              new ProcessBuilder(command).directory(workingDirectory.toFile()),
              timeout,
              Location.of(name),
              "the inventory script prints"),
          arguments[0]);
    } catch (IOException e) {
      throw problem("cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem("was interrupted");
    }
  }

  private String output(ProgramRun run, String argument) {
    if (!run.ended()) {
      throw problem(
          "does not end for %1$s within %2$d seconds; run it yourself and pipe what it prints: %3$s"
                  .formatted(argument, timeout.toSeconds(), name)
              + " --list | hosttrust ... -i -");
    }
    if (run.exitCode() != 0) {
      throw problem(
          "exits with %d for %s".formatted(run.exitCode(), argument) + tail(run.errors()));
    }
    return run.output();
  }

  private static String tail(String errors) {
    String stripped = errors.strip();
    return stripped.isEmpty() ? "" : ": " + stripped.substring(stripped.lastIndexOf('\n') + 1);
  }

  private ProblemsException problem(String what) {
    return ProblemsException.at(Location.of(name), "the inventory script " + what);
  }
}
