// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.List;

/**
 * The SSH configuration cannot be used; carries every problem that was found. No host was touched.
 */
@SuppressWarnings("serial") // nobody serialises it
public final class ConfigException extends RuntimeException {
  private final List<String> problems;

  /**
   * @param problems {@code file:line: what is wrong; what to do} each; at least one
   */
  public ConfigException(List<String> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("no problem given");
    }
    this.problems = List.copyOf(problems);
  }

  /** All problems, one a line. */
  @Override
  public String getMessage() {
    return String.join("\n", problems);
  }

  /** What is wrong, in reading order. */
  public List<String> problems() {
    return problems;
  }
}
