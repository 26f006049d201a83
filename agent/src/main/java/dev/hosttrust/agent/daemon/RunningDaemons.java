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
      List<RestartDaemon> restarts, List<DaemonState> daemons, List<String> warnings) {
    public Ending {
      restarts = List.copyOf(restarts);
      daemons = List.copyOf(daemons);
      warnings = List.copyOf(warnings);
    }
  }

  /** What comes of one daemon. */
  private record One(
      Optional<RestartDaemon> restart, Optional<DaemonState> daemon, Optional<String> warning) {}

  /**
   * @param steps the steps before
   */
  public Ending after(List<Step> steps) {
    List<One> all = Daemon.ALL.stream().map(daemon -> after(steps, daemon)).toList();
    return new Ending(
        all.stream().flatMap(one -> one.restart().stream()).toList(),
        all.stream().flatMap(one -> one.daemon().stream()).toList(),
        all.stream().flatMap(one -> one.warning().stream()).toList());
  }

  private One after(List<Step> steps, Daemon daemon) {
    Optional<DaemonFact> fact = facts.of(daemon.question(files));
    if (fact.isEmpty()) {
      Optional<String> failed = restarts.asks(daemon) ? daemon.failed(facts) : Optional.empty();
      return new One(failed.map(daemon::restartFailed), Optional.empty(), Optional.empty());
    }
    if (!daemon.counts(files, facts)) {
      return new One(Optional.empty(), Optional.empty(), Optional.empty());
    }
    return running(daemon, fact.get(), unseen(daemon, fact.get(), steps));
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

  private One running(Daemon daemon, DaemonFact fact, List<String> unseen) {
    DaemonState fresh = new DaemonState(daemon.id(), fact.service(), fact.started(), List.of());
    if (unseen.isEmpty()) {
      return new One(Optional.empty(), Optional.of(fresh), Optional.empty());
    }
    Optional<String> stops = restarts.stopsContainers() ? Optional.empty() : daemon.stops(facts);
    if (restarts.asks(daemon) && stops.isEmpty()) {
      RestartDaemon restart = daemon.restart(fact.service(), unseen);
      return new One(Optional.of(restart), Optional.of(fresh), Optional.empty());
    }
    DaemonState stale = new DaemonState(daemon.id(), fact.service(), fact.started(), unseen);
    return new One(
        Optional.empty(), Optional.of(stale), Optional.of(warning(daemon, unseen, stops)));
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
