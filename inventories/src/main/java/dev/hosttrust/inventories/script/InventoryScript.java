package dev.hosttrust.inventories.script;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Documents;
import dev.hosttrust.inventories.problems.Findings;
import dev.hosttrust.inventories.problems.InventoryException;
import dev.hosttrust.inventories.problems.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A program that prints an inventory.
 *
 * @param program the file
 * @param name its name for messages
 * @param workingDirectory where it runs
 * @param documents reads what it prints
 */
public record InventoryScript(
    Path program, String name, Path workingDirectory, Documents documents) {

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
   * @throws InventoryException if the program fails or prints something other than JSON
   */
  public Datum list() {
    return documents.readJson(name + " --list", run("--list"));
  }

  /**
   * The answer to {@code --host}; nothing at all stands for no variables.
   *
   * @throws InventoryException if the program fails or prints something other than JSON or YAML
   */
  public Datum host(String host) {
    String answer = run("--host", host);
    String source = name + " --host " + host;
    return documents.read(source, answer.isBlank() ? "{}" : answer, new Findings());
  }

  private String run(String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).directory(workingDirectory.toFile()).start();
      process.getOutputStream().close();
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(
              () -> text(process.getErrorStream()), task -> Thread.ofVirtual().start(task));
      String output = text(process.getInputStream());
      int exit = process.waitFor();
      if (exit != 0) {
        throw problem("exits with " + exit + " for " + arguments[0] + tail(errors.join()));
      }
      return output;
    } catch (IOException | UncheckedIOException e) {
      throw problem("cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem("was interrupted");
    }
  }

  private static String text(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tail(String errors) {
    String stripped = errors.strip();
    return stripped.isEmpty() ? "" : ": " + stripped.substring(stripped.lastIndexOf('\n') + 1);
  }

  private InventoryException problem(String what) {
    return InventoryException.of(Location.of(name), "the inventory script " + what);
  }
}
