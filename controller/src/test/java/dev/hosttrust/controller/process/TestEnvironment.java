// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A process in a directory that says nothing and is asked nothing. */
public final class TestEnvironment {
  private TestEnvironment() {}

  public static Environment in(Path directory, Map<String, String> variables) {
    return new Environment(
        InputStream.nullInputStream(),
        new PrintWriter(Writer.nullWriter()),
        new PrintWriter(Writer.nullWriter()),
        false,
        false,
        variables,
        directory,
        question -> Optional.empty(),
        InstantSource.system(),
        new Random(1));
  }
}
