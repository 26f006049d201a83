// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The controlling terminal, by stty(1) of coreutils: Java can do none of this. */
final class Stty {
  static final Path TERMINAL = Path.of("/dev/tty");

  private Stty() {}

  /**
   * Whether the terminal shows what is typed.
   *
   * @throws IllegalStateException if there is no stty
   */
  static void echo(boolean on) {
    try {
      start(on ? "echo" : "-echo").waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("stty, of coreutils, is needed to ask for a password", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Rows and columns with a blank between them, 0 of both where the terminal does not know; empty
   * where there is no terminal.
   *
   * @throws IOException if there is no stty
   */
  static String size() throws IOException {
    byte[] answer = start("size").getInputStream().readAllBytes();
    return new String(answer, StandardCharsets.US_ASCII);
  }

  private static Process start(String mode) throws IOException {
    return new ProcessBuilder("stty", mode)
        .redirectInput(TERMINAL.toFile())
        .redirectError(Redirect.DISCARD)
        .start();
  }
}
