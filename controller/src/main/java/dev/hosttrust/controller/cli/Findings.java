package dev.hosttrust.controller.cli;

import dev.hosttrust.agent.spec.Problem;
import dev.hosttrust.agent.spec.SpecException;
import dev.hosttrust.controller.become.BecomeException;
import dev.hosttrust.controller.ssh.config.ConfigException;
import dev.hosttrust.inventories.problems.InventoryException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Supplier;

/** Everything that is wrong with the input, gathered before any host is touched. */
final class Findings {
  private final SequencedSet<String> problems = new LinkedHashSet<>();
  private final SequencedSet<String> warnings = new LinkedHashSet<>();

  void problem(String problem) {
    problems.add(problem);
  }

  void warning(String warning) {
    warnings.add(warning);
  }

  /** What a reader reads, or nothing where it finds problems, which are kept. */
  <T> Optional<T> read(Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (SpecException e) {
      e.problems().stream().map(Problem::message).forEach(problems::add);
    } catch (InventoryException e) {
      e.problems().forEach(problem -> problems.add(problem.toString()));
    } catch (ConfigException e) {
      problems.addAll(e.problems());
    } catch (CommandException e) {
      problems.addAll(e.problems());
    }
    return Optional.empty();
  }

  /** Keeps the problems that a check finds; returns whether it found none. */
  boolean check(Runnable check) {
    return read(
            () -> {
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
      problems.add(about + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether nothing is wrong so far. */
  boolean none() {
    return problems.isEmpty();
  }

  /** In the order in which they were found, each once. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Likewise. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Ends the command if anything was wrong. */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, List.copyOf(problems));
    }
  }
}
