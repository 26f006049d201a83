// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import dev.hosttrust.inventories.sources.Paths;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What an inventory knows of the process that reads it.
 *
 * @param workingDirectory where relative paths start and where {@code group_vars} and {@code
 *     host_vars} of playbooks are looked for
 * @param homeDirectory what {@code ~} stands for
 * @param environment environment variables, for {@code lookup('env', ...)} and for kubectl
 * @param standardInput what the source {@code -} reads to its end: the JSON that {@code
 *     ansible-inventory --list} prints
 */
public record Surroundings(
    Path workingDirectory,
    Path homeDirectory,
    Map<String, String> environment,
    InputStream standardInput) {

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** What paths that a user writes here stand for. */
  Paths paths() {
    return new Paths(workingDirectory, homeDirectory);
  }
}
