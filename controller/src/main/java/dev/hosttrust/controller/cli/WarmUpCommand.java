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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Does what most runs do, so that an AOT cache can be trained on it: a dry run, a rollout and a
 * second one, against hosts in another process. In this one they would train the cache on the
 * server's classes as well, whose signed libraries every later start would then verify.
 */
@Command(name = "warm-up", hidden = true, description = "Trains the AOT cache.")
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
      code = Math.max(code, new CommandRunner(silent).run(DemoCommand.arguments(command)));
    }
    return code;
  }
}
