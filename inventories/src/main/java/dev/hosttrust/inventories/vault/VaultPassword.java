// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.vault;

import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A password of Ansible Vault.
 *
 * @param id the vault id that it is for; {@link #DEFAULT_ID} where none is given
 * @param password the password itself
 */
public record VaultPassword(String id, String password) {

  /** The id of passwords and values that name none. */
  public static final String DEFAULT_ID = "default";

  private static final int MAX_BYTES = 65_536;

  /**
   * The password in a file, blanks around it left out; a file that may be executed is run instead
   * and prints it, as {@code --vault-password-file} does. One whose name ends in {@code -client} is
   * told the id.
   *
   * @throws ProblemsException if the file cannot be read or run, or gives no password
   */
  public static VaultPassword fromFile(String id, Path file) {
    String password;
    try {
      password = Files.isExecutable(file) ? printed(id, file) : text(file).strip();
    } catch (NoSuchFileException e) {
      throw problem(file, "cannot be read: there is no such file");
    } catch (IOException e) {
      throw problem(file, "cannot be read: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem(file, "was interrupted");
    }
    if (password.isEmpty()) {
      throw problem(file, "gives an empty password");
    }
    return new VaultPassword(id, password);
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return text(file, in);
    }
  }

  /** A device such as {@code /dev/zero} has no end. */
  private static String text(Path file, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw problem(file, "gives more than %d bytes".formatted(MAX_BYTES));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String printed(String id, Path file) throws IOException, InterruptedException {
    String program = file.toAbsolutePath().toString();
    boolean client =
        file.getFileName().toString().replaceFirst("\\.[^.]*$", "").endsWith("-client");
    Process process =
        new ProcessBuilder(client ? List.of(program, "--vault-id", id) : List.of(program))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    String output = text(file, process.getInputStream());
    int exit = process.waitFor();
    if (exit != 0) {
      throw problem(file, "exits with " + exit);
    }
    return output.replaceAll("^[\\r\\n]+|[\\r\\n]+$", "");
  }

  private static ProblemsException problem(Path file, String what) {
    return ProblemsException.at(Location.of(file.toString()), "the vault password file " + what);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "VaultPassword[" + id + "]";
  }
}
