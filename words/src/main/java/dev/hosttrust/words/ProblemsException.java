// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the user gave cannot be used; no host was touched. Carries every problem that was found, not
 * the first one only.
 */
public final class ProblemsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * @param problems in the order of the input; at least one
   */
  public ProblemsException(List<Problem> problems) {
    super(problems.stream().map(Problem::message).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("no problem is given");
    }
    this.problems = List.copyOf(problems);
  }

  /** A single problem. */
  public static ProblemsException of(Problem problem) {
    return new ProblemsException(List.of(problem));
  }

  /** A single problem whose words say where it is and what to do. */
  public static ProblemsException of(String what) {
    return of(Problem.of(what));
  }

  /** A single problem whose words say what to do. */
  public static ProblemsException at(Location where, String what) {
    return of(Problem.at(where.toString(), what));
  }

  /** The same problems, with the place that their own places are a part of in front. */
  public ProblemsException within(String place) {
    return new ProblemsException(problems.stream().map(problem -> problem.within(place)).toList());
  }

  /** In the order of the input. */
  public List<Problem> problems() {
    return problems;
  }
}
