// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.certificate.Problem;
import dev.hosttrust.agent.certificate.SpecException;
import dev.hosttrust.controller.become.BecomeException;
import dev.hosttrust.controller.process.CommandException;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.ssh.config.ConfigException;
import dev.hosttrust.inventories.problems.InventoryException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that is wrong with the input, gathered before any host is touched. What is wrong with
 * several hosts in the same way is one problem.
 */
public final class Findings {
  /** Stands for the host's name in a text that is the same for several hosts. */
  private static final String HOST = "\0";

  private final Map<String, SequencedSet<String>> hostsByProblem = new LinkedHashMap<>();
  private final SequencedSet<String> warnings = new LinkedHashSet<>();

  public void problem(String problem) {
    hostsByProblem.computeIfAbsent(problem, text -> new LinkedHashSet<>());
  }

  /** A problem of one host; the text names it once or not at all. */
  private void problem(String host, String problem) {
    Matcher name =
        Pattern.compile("(?<![\\w.-])" + Pattern.quote(host) + "(?![\\w-])").matcher(problem);
    hostsByProblem
        .computeIfAbsent(name.replaceFirst(HOST), text -> new LinkedHashSet<>())
        .add(host);
  }

  public void warning(String warning) {
    warnings.add(warning);
  }

  /** What a reader reads, or nothing where it finds problems, which are kept. */
  public <T> Optional<T> read(Supplier<T> reader) {
    return read(reader, this::problem);
  }

  /** The same for a reader of what one host has of its own. */
  <T> Optional<T> readOf(String host, Supplier<T> reader) {
    return read(reader, problem -> problem(host, problem));
  }

  private static <T> Optional<T> read(Supplier<T> reader, Consumer<String> problems) {
    try {
      return Optional.of(reader.get());
    } catch (SpecException e) {
      e.problems().stream().map(Problem::message).forEach(problems);
    } catch (InventoryException e) {
      e.problems().stream().map(Object::toString).forEach(problems);
    } catch (ConfigException e) {
      e.problems().forEach(problems);
    } catch (CommandException e) {
      e.problems().forEach(problems);
    }
    return Optional.empty();
  }

  /** Keeps the problems that a check finds; returns whether it found none. */
  boolean check(Runnable check) {
    return read(() -> {
          check.run();
          return true;
        })
        .isPresent();
  }

  /** The same for a reader whose problems do not say what they are about. */
  <T> Optional<T> read(String about, Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (BecomeException | IllegalArgumentException e) {
      problem(about, about + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether nothing is wrong so far. */
  boolean none() {
    return hostsByProblem.isEmpty();
  }

  /** In the order in which they were found, each once. */
  List<String> problems() {
    return hostsByProblem.entrySet().stream()
        .map(entry -> entry.getKey().replace(HOST, named(entry.getValue())))
        .toList();
  }

  /** Such as {@code node1 and 15 more}. */
  private static String named(SequencedSet<String> hosts) {
    if (hosts.isEmpty()) {
      return "";
    }
    String first = hosts.getFirst();
    return hosts.size() == 1 ? first : "%s and %d more".formatted(first, hosts.size() - 1);
  }

  /** In the order in which they were found, each once. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Ends the command if anything was wrong. */
  public void throwIfAny() {
    if (!none()) {
      throw new CommandException(ExitCode.USAGE, problems());
    }
  }
}
