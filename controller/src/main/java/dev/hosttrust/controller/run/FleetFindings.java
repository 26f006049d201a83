// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.words.Findings;
import dev.hosttrust.words.FirstFew;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is found in the input of a run, of which a part is about single hosts: a problem that
 * several hosts have in the same way is told once, such as for {@code node1 and 15 more}.
 */
final class FleetFindings {
  /** Stands for the host's name in a text that is the same for several hosts. */
  private static final String HOST = "\0";

  private final Findings findings = new Findings();
  private final Map<Problem, SequencedSet<String>> hosts = new HashMap<>();

  /** What is said of hosts that are no problem, and the hosts. */
  private final SequencedMap<String, List<String>> remarks = new LinkedHashMap<>();

  private int notServed;

  /** For what is not about a single host. */
  Findings common() {
    return findings;
  }

  /**
   * What a reader reads of one host; empty if it ends with problems, which are kept. The text of a
   * problem may name the host.
   */
  <T> Optional<T> read(String host, Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (ProblemsException e) {
      e.problems().forEach(problem -> add(host, problem));
      return Optional.empty();
    }
  }

  /** Notes a warning about a host, such as {@code is cordoned}. */
  void warning(String host, String what) {
    remarks.computeIfAbsent(what, text -> new ArrayList<>()).add(host);
  }

  /** Notes that a host is left out, and why. */
  void notServed(String host, String why) {
    warning(host, "not served: " + why);
    notServed++;
  }

  /** How many hosts are left out because they cannot be served. */
  int notServed() {
    return notServed;
  }

  /** All warnings, those about hosts first. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    remarks.forEach((what, names) -> warnings.add(OddHosts.names(names) + ": " + what));
    findings.warnings().forEach(warning -> warnings.add(warning.message()));
    return warnings;
  }

  private void add(String host, Problem problem) {
    Matcher name =
        Pattern.compile("(?<![\\w.-])" + Pattern.quote(host) + "(?![\\w-])")
            .matcher(problem.message());
    Problem shared = Problem.of(name.replaceFirst(HOST));
    findings.add(shared);
    hosts.computeIfAbsent(shared, text -> new LinkedHashSet<>()).add(host);
  }

  private Problem named(Problem problem) {
    SequencedSet<String> names = hosts.get(problem);
    if (names == null) {
      return problem;
    }
    return Problem.of(problem.what().replace(HOST, FirstFew.of(names, 1)));
  }

  /**
   * Ends a run whose input cannot be used.
   *
   * @throws ProblemsException with all problems, if there are any
   */
  void throwIfFailed() {
    if (findings.failed()) {
      List<Problem> problems = findings.problems().stream().map(this::named).toList();
      throw new ProblemsException(problems);
    }
  }
}
