// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Supplier;

/**
 * Collects what is found while input is read, so that the user sees all of it at once: problems,
 * which end the run before any host is touched, and warnings. Each is kept once, in the order in
 * which they were found. Not thread-safe.
 */
public final class Findings {
  private final SequencedSet<Problem> problems = new LinkedHashSet<>();
  private final SequencedSet<Warning> warnings = new LinkedHashSet<>();

  public void add(Problem problem) {
    problems.add(problem);
  }

  public void add(Warning warning) {
    warnings.add(warning);
  }

  /** Adds all that was found elsewhere. */
  public void addAll(Findings other) {
    problems.addAll(other.problems);
    warnings.addAll(other.warnings);
  }

  /** Adds the problems that ended another reading. */
  public void addAll(ProblemsException exception) {
    problems.addAll(exception.problems());
  }

  public void problem(String where, String what, String remedy) {
    add(new Problem(where, what, remedy));
  }

  /** A problem whose words say what to do. */
  public void problem(Location where, String what) {
    add(Problem.at(where.toString(), what));
  }

  /** A problem whose words say where it is and what to do. */
  public void problem(String what) {
    add(Problem.of(what));
  }

  public void warning(String where, String what) {
    add(new Warning(where, what));
  }

  public void warning(Location where, String what) {
    warning(where.toString(), what);
  }

  /** A warning whose words say where it is. */
  public void warning(String what) {
    warning("", what);
  }

  /** What a reader reads; empty if it ends with problems, which are added. */
  public <T> Optional<T> read(Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (ProblemsException e) {
      addAll(e);
      return Optional.empty();
    }
  }

  /** The problems so far. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** The warnings so far. */
  public List<Warning> warnings() {
    return List.copyOf(warnings);
  }

  /** Whether there is a problem. */
  public boolean failed() {
    return !problems.isEmpty();
  }

  /**
   * Ends the reading of input that cannot be used.
   *
   * @throws ProblemsException with all problems, if there are any
   */
  public void throwIfFailed() {
    if (failed()) {
      throw new ProblemsException(problems());
    }
  }
}
