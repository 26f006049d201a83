// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** An {@code ssh} that logs in. */
final class SshProcess implements AutoCloseable {
  /** A command that ssh runs to connect may outlive it, and hold its standard error open. */
  private static final Duration AFTER_THE_END = Duration.ofSeconds(1);

  private static final int LONGEST_LINE = 8 * 1024;

  private final Process process;
  private final Thread log;
  private final Thread proxyLog;

  private SshProcess(Process process, Consumer<String> lines, Consumer<String> proxyLines) {
    this.process = process;
    this.log = reader("ssh log", process.getInputStream(), lines);
    this.proxyLog = reader("ssh proxy log", process.getErrorStream(), proxyLines);
  }

  private static Thread reader(String name, InputStream in, Consumer<String> lines) {
    return Thread.ofVirtual().name(name).start(() -> read(in, lines));
  }

  /**
   * Starts it.
   *
   * @param askPass the program for questions
   * @param environment for that program
   * @param lines takes ssh's log, which goes to standard output
   * @param proxyLines takes what the command that makes the connection writes to standard error
   */
  static SshProcess start(
      List<String> command,
      Path askPass,
      Map<String, String> environment,
      Consumer<String> lines,
      Consumer<String> proxyLines)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Map<String, String> all = builder.environment();
    all.putAll(environment);
    all.put("SSH_ASKPASS", askPass.toString());
    all.put("SSH_ASKPASS_REQUIRE", "force"); // since OpenSSH 8.4
    all.putIfAbsent("DISPLAY", "none"); // older ones ask for it
    all.put("LC_ALL", "C.UTF-8"); // messages are read in English
    return new SshProcess(builder.start(), lines, proxyLines);
  }

  private static void read(InputStream in, Consumer<String> lines) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n') {
          lines.accept(line.toString().stripTrailing());
          line.setLength(0);
        } else if (line.length() < LONGEST_LINE) {
          line.append((char) c);
        }
      }
      lines.accept(line.toString().stripTrailing());
    } catch (IOException e) {
      // ended with it
    }
  }

  /** Its exit status; what it wrote up to its end has been read then. */
  int waitFor() throws InterruptedException {
    int status = process.waitFor();
    if (status != 0) {
      log.join(AFTER_THE_END);
      proxyLog.join(AFTER_THE_END);
    }
    return status;
  }

  /** Ends it at once. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
