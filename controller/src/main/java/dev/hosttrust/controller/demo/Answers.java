// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What programs printed when they ran. Programs that differ in nothing but their nonce are one; its
 * answer has the nonce of who asks. Thread-safe.
 */
final class Answers {
  private static final Pattern NONCE = Pattern.compile("\\Anonce='?(\\w+)'?\n");
  private static final String ANY = "any-nonce";

  private final Map<String, Answer> byProgram = new ConcurrentHashMap<>();

  /**
   * How a program ended.
   *
   * @param status its exit status
   * @param out its standard output
   */
  record Answer(int status, String out) {}

  /**
   * Runs the program, or tells what it printed before; several who ask at once wait for one run.
   *
   * @param command a command line for sh, which reads the program from its standard input
   */
  Answer of(String command, String program) throws IOException {
    Matcher first = NONCE.matcher(program);
    if (!first.find()) {
      return run(command, program);
    }
    String nonce = first.group(1);
    try {
      Answer answer =
          byProgram.computeIfAbsent(program.replace(nonce, ANY), same -> runIt(command, same));
      return new Answer(answer.status(), answer.out().replace(ANY, nonce));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  void forget() {
    byProgram.clear();
  }

  private static Answer runIt(String command, String program) {
    try {
      return run(command, program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer run(String command, String program) throws IOException {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Read whole by the shell before it prints.
    try (OutputStream in = process.getOutputStream()) {
      in.write(program.getBytes(StandardCharsets.UTF_8));
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Answer(process.waitFor(), out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
