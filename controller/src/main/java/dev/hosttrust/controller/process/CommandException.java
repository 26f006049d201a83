// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import java.util.List;

/** A command cannot go on; carries the exit code and what the operator is told. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final transient List<String> problems;

  /**
   * @param problems one line each, at least one
   */
  public CommandException(int exitCode, List<String> problems) {
    super(String.join("\n", problems));
    this.exitCode = exitCode;
    this.problems = List.copyOf(problems);
  }

  /** Bad usage or input. */
  public static CommandException usage(String problem) {
    return new CommandException(ExitCode.USAGE, List.of(problem));
  }

  public int exitCode() {
    return exitCode;
  }

  public List<String> problems() {
    return problems;
  }
}
