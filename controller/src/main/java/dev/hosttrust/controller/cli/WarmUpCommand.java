// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Does what most runs do, so that an archive of classes can be made for it: a dry run, a rollout
 * and a second one, against hosts in another process. In this one they would put the server's
 * classes in as well, which every later start would then map.
 */
@Command(name = "warm-up", hidden = true, description = "Loads what most runs need.")
final class WarmUpCommand implements Callable<Integer> {

  private final Environment environment;

  WarmUpCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Process hosts =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Else it leaves a directory in /tmp.
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "embedded-hosts")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = hosts.inputReader()) {
      String directory = out.readLine();
      return directory == null ? ExitCode.INTERNAL : rehearse(Path.of(directory));
    } finally {
      hosts.getOutputStream().close();
      hosts.waitFor();
    }
  }

  private int rehearse(Path directory) {
    Environment silent =
        new Environment(
            InputStream.nullInputStream(),
            new PrintWriter(Writer.nullWriter()),
            environment.err(),
            false,
            false,
            Map.of("XDG_STATE_HOME", directory.resolve("state").toString()),
            directory,
            question -> Optional.empty(),
            environment.clock(),
            environment.random());
    int code = ExitCode.OK;
    for (String command : new String[] {"diff", "rollout", "rollout"}) {
      code = Math.max(code, new CommandRunner(silent).run(arguments(command)));
    }
    return code;
  }

  /** One host after the other, however busy the machine: each time, the same is done. */
  private static String[] arguments(String command) {
    return Stream.concat(
            Arrays.stream(DemoCommand.arguments(command)), Stream.of("-f", "1", "-T", "300"))
        .toArray(String[]::new);
  }
}
