// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.controller.ssh.SshCommandLine;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Watchdog;
import dev.hosttrust.controller.ssh.algorithms.AlgorithmKind;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.SearchPath;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The machine's own ssh.
 *
 * @param ssh the program
 * @param setsid util-linux's or busybox's {@code setsid}, where there is one
 */
public record SshProgram(Path ssh, Optional<Path> setsid) {
  /** How long ssh may think about its configuration, with the commands that it runs for it. */
  private static final Duration ANSWERING = Duration.ofSeconds(30);

  private static final Duration ENDING = Duration.ofSeconds(1);

  /**
   * Looks for it.
   *
   * @param environment whose {@code PATH} says where; without one, it is where most systems have it
   */
  public static Optional<SshProgram> find(Map<String, String> environment) {
    return find("ssh", environment).map(ssh -> new SshProgram(ssh, find("setsid", environment)));
  }

  private static Optional<Path> find(String name, Map<String, String> environment) {
    return SearchPath.find(name, environment, Path.of("").toAbsolutePath());
  }

  /**
   * The command, in a session of its own where possible: Ctrl-C on the terminal is for hosttrust
   * alone, which lets hosts that are being changed finish, and nothing is asked on the terminal.
   */
  List<String> command(List<String> words) {
    List<String> command = new ArrayList<>();
    setsid.ifPresent(program -> command.add(program.toString()));
    command.add(ssh.toString());
    command.addAll(words);
    return command;
  }

  /** Our key exchanges, in our order, as far as this ssh knows them. */
  String keyExchanges() throws IOException, InterruptedException {
    Set<String> known = output(List.of("-Q", "kex")).lines().collect(Collectors.toSet());
    return AlgorithmKind.KEY_EXCHANGE.usual().stream()
        .filter(known::contains)
        .collect(Collectors.joining(","));
  }

  /**
   * The target as ssh itself sees it; commands that its configuration has for that are run.
   *
   * @throws ProblemsException if ssh cannot use its configuration
   */
  public Target complete(Target target) {
    SshCommandLine line = target.ssh().orElseThrow();
    try {
      return SshView.complete(target, output(SshView.question(line)));
    } catch (IOException e) {
      throw ProblemsException.of("ssh -G: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemsException.of("ssh -G: interrupted");
    }
  }

  /** What a question to ssh gives; {@link IOException} with its own words where it fails. */
  private String output(List<String> words) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command(words))
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    StringBuilder errors = new StringBuilder();
    Thread reader = Thread.ofVirtual().start(() -> errors.append(text(process.getErrorStream())));
    try (Watchdog dog = Watchdog.start(ANSWERING, () -> false, process::destroyForcibly)) {
      String output = text(process.getInputStream());
      int status = process.waitFor();
      reader.join(ENDING);
      if (dog.hasBitten()) {
        throw new IOException("no answer within %d s".formatted(ANSWERING.toSeconds()));
      }
      if (status != 0) {
        throw new IOException(errors.toString().strip().replaceAll("\\s*[\r\n]+", "; "));
      }
      return output;
    }
  }

  private static String text(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
