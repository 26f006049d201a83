// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import java.util.List;
import java.util.stream.Collectors;

/** The trust spec cannot be used. Carries all the problems, not the first one only. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * @param problems at least one
   */
  public SpecException(List<Problem> problems) {
    super(problems.stream().map(Problem::message).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a SpecException without a problem");
    }
    this.problems = List.copyOf(problems);
  }

  /** In the order of the input. */
  public List<Problem> problems() {
    return problems;
  }
}
