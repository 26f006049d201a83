// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.daemon;

import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.facts.DaemonFact;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.plan.Step.RestartDaemon;
import dev.hosttrust.agent.plan.Step.RunTool;
import dev.hosttrust.agent.plan.Step.WriteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The daemons that run on one host, and which of them do not see the trust until they are
 * restarted. They go by the effect: who changed a file, and which run of hosttrust, does not
 * matter, so that a restart that is owed cannot be forgotten.
 */
public final class RunningDaemons {
  private final Restarts restarts;
  private final List<ReadAtStart> files;
  private final List<ReadAtStart> relevant;
  private final Facts facts;

  /**
   * @param files of all stores that were asked
   * @param relevant those of the stores that the host has
   */
  public RunningDaemons(
      Restarts restarts, List<ReadAtStart> files, List<ReadAtStart> relevant, Facts facts) {
    this.restarts = restarts;
    this.files = List.copyOf(files);
    this.relevant = List.copyOf(relevant);
    this.facts = facts;
  }

  /** What a host is asked; empty where no daemon reads any of the files. */
  public static List<Question<?>> questions(Restarts restarts, List<ReadAtStart> files) {
    if (files.isEmpty()) {
      return List.of();
    }
    List<Question<?>> questions = new ArrayList<>(Daemon.questions(restarts));
    for (Daemon daemon : Daemon.ALL) {
      questions.add(daemon.question(files));
    }
    return questions;
  }

  /** Whether one was found running. */
  public boolean runs(Daemon daemon) {
    return facts.of(daemon.question(files)).isPresent();
  }

  /** As they are. */
  public List<DaemonState> states() {
    return after(List.of()).daemons();
  }

  /**
   * What comes behind the other steps of a plan.
   *
   * @param restarts the restarts
   * @param daemons as they are when all steps are done
   * @param warnings of those that are not restarted
   */
  public record Ending(
      List<RestartDaemon> restarts, List<DaemonState> daemons, List<String> warnings) {}

  /**
   * @param steps the steps before
   */
  public Ending after(List<Step> steps) {
    Ending ending = new Ending(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Daemon daemon : Daemon.ALL) {
      Optional<DaemonFact> fact = facts.of(daemon.question(files));
      if (fact.isPresent() && daemon.counts(files, facts)) {
        add(daemon, fact.get(), unseen(daemon, fact.get(), steps), ending);
      } else if (fact.isEmpty() && restarts.asks(daemon)) {
        daemon.failed(facts).map(daemon::restartFailed).ifPresent(ending.restarts()::add);
      }
    }
    return ending;
  }

  private List<String> unseen(Daemon daemon, DaemonFact fact, List<Step> steps) {
    return relevant.stream()
        .filter(daemon::reads)
        .filter(file -> file.isUnseen(fact) || steps.stream().anyMatch(s -> changes(s, file)))
        .map(ReadAtStart::file)
        .toList();
  }

  private boolean changes(Step step, ReadAtStart read) {
    return switch (step) {
      case WriteFile write -> write.path().equals(facts.real(read.file()));
      case RunTool run -> run.tool().snapshot().contains(Path.parent(read.file()));
      default -> false;
    };
  }

  private void add(Daemon daemon, DaemonFact fact, List<String> unseen, Ending ending) {
    List<String> owed = unseen;
    if (!unseen.isEmpty()) {
      Optional<String> stops = restarts.stopsContainers() ? Optional.empty() : daemon.stops(facts);
      if (restarts.asks(daemon) && stops.isEmpty()) {
        ending.restarts().add(daemon.restart(fact.service(), unseen));
        owed = List.of();
      } else {
        ending.warnings().add(warning(daemon, unseen, stops));
      }
    }
    ending.daemons().add(new DaemonState(daemon.id(), fact.service(), fact.started(), owed));
  }

  private String warning(Daemon daemon, List<String> unseen, Optional<String> stops) {
    String text =
        "%s sees the change of %s only when it is restarted"
            .formatted(daemon.id(), String.join(", ", unseen));
    return text
        + stops
            .filter(why -> restarts.asks(daemon))
            .map(why -> ", which %s; --restart-stops-containers allows it".formatted(why))
            .orElse("");
  }
}
