// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.Prompt;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What one command line printed and ended with.
 *
 * @param exitCode of the process that it would have been
 * @param out standard output
 * @param err standard error
 */
record CommandLineRun(int exitCode, String out, String err) {

  /** A command line in the making: no terminal, an environment without a home, a directory. */
  static final class Builder {
    private final Path directory;
    private final Map<String, String> variables = new HashMap<>();
    private boolean terminal;
    private InputStream stdin = InputStream.nullInputStream();
    private Prompt prompt = question -> Optional.empty();

    private Builder(Path directory) {
      this.directory = directory;
      variables.put("XDG_STATE_HOME", directory.resolve(".state").toString());
    }

    Builder typing(String secret) {
      return prompted(question -> Optional.of(secret));
    }

    /** Standard output is a terminal. */
    Builder watched() {
      terminal = true;
      return this;
    }

    Builder prompted(Prompt answers) {
      prompt = answers;
      return this;
    }

    Builder reading(String text) {
      return reading(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    Builder reading(InputStream in) {
      stdin = in;
      return this;
    }

    Builder with(String variable, String value) {
      variables.put(variable, value);
      return this;
    }

    CommandLineRun run(String... args) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      Environment environment = environment(out, err);
      int exitCode = new CommandRunner(environment).run(args);
      environment.out().flush();
      environment.err().flush();
      return new CommandLineRun(exitCode, out.toString(), err.toString());
    }

    Environment environment() {
      return environment(Writer.nullWriter(), Writer.nullWriter());
    }

    private Environment environment(Writer out, Writer err) {
      return new Environment(
          stdin,
          new PrintWriter(out),
          new PrintWriter(err),
          terminal,
          false,
          variables,
          directory,
          prompt,
          InstantSource.system(),
          new Random(1));
    }
  }

  static Builder in(Path directory) {
    return new Builder(directory);
  }
}
