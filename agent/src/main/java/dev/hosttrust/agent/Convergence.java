// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.plan.Obstacles;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.protocol.AgentProgram;
import dev.hosttrust.agent.protocol.Answer;
import dev.hosttrust.agent.protocol.AnswerReader;
import dev.hosttrust.agent.protocol.BegunException;
import dev.hosttrust.agent.protocol.Excerpt;
import dev.hosttrust.agent.protocol.ProtocolException;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.agent.store.KnownAbsent;
import dev.hosttrust.agent.store.Planner;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/**
 * Brings one host to the wanted trust: one exec where nothing is to be done, two where something
 * is. Immutable; one instance serves any number of hosts and threads.
 */
public final class Convergence {
  /** Beyond this, a change by others is not about to end. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private static final String BEGUN =
      "; if the change had begun, the host finishes or undoes it by itself; run again to see, and"
          + " to repair";

  /** Complaints of the tool; after these, more of them tell nothing new. */
  private static final int MOST_WARNINGS = 100;

  private final Wanted wanted;
  private final Gate gate;
  private final Duration longestWait;

  /** Asked before each change of a host. What does not pass leaves the host untouched. */
  @FunctionalInterface
  public interface Gate {
    /**
     * @return why the host must not be changed now; empty if it may be
     */
    Optional<Outcome> refuse(Plan plan);

    /**
     * Told where a change that was let pass did not begin, because somebody else is changing the
     * host. The host is looked at again soon, and the gate is asked again.
     *
     * @param holder who, such as {@code another rollout (process 12)}
     */
    default void waiting(String holder) {}
  }

  private Convergence(Wanted wanted, Gate gate, Duration longestWait) {
    this.wanted = wanted;
    this.gate = gate;
    this.longestWait = longestWait;
  }

  /** Looks and plans, and changes nothing. */
  public static Convergence dryRun(Wanted wanted) {
    return rollout(wanted, plan -> Optional.of(new WouldChange(plan)));
  }

  /** Looks, plans and changes what the gate lets pass. */
  public static Convergence rollout(Wanted wanted, Gate gate) {
    return new Convergence(wanted, gate, LONGEST_WAIT);
  }

  /** The same, with another bound on the wait for one and the same other change of a host. */
  Convergence waitingAtMost(Duration wait) {
    return new Convergence(wanted, gate, wait);
  }

  /** Runs on one host; every failure of the host or the connection is an outcome. */
  public Outcome run(Shell shell) {
    try {
      return converge(shell);
    } catch (ShellException e) {
      return Outcome.of(e);
    } catch (ProtocolException e) {
      return new Failed(e.getMessage());
    }
  }

  private Outcome converge(Shell shell) throws ShellException, ProtocolException {
    ChangeRetry retry = new ChangeRetry(longestWait);
    Optional<Outcome> outcome = attempt(shell, retry);
    while (outcome.isEmpty()) {
      try {
        retry.pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Failed("interrupted while it waited for its turn; nothing was changed");
      }
      outcome = attempt(shell, retry);
    }
    return outcome.get();
  }

  /**
   * @return empty if somebody else was changing the host, so that it must be looked at again
   */
  private Optional<Outcome> attempt(Shell shell, ChangeRetry retry)
      throws ShellException, ProtocolException {
    HostLook look = HostLook.at(shell, wanted.root(), facts -> Stores.questions(wanted, facts));
    return switch (Planner.plan(wanted, look.facts())) {
      case Obstacles obstacles -> Optional.of(new Failed(obstacles.reasons()));
      case Plan plan when plan.isEmpty() ->
          Optional.of(new Unchanged(Stores.evidence(wanted, look.facts()), plan.warnings()));
      case Plan plan -> {
        Optional<Outcome> refused = gate.refuse(plan);
        yield refused.isPresent() ? refused : change(shell, look, plan, retry);
      }
    };
  }

  /** The same, of a host that is to be changed. */
  private Optional<Outcome> change(Shell shell, HostLook look, Plan plan, ChangeRetry retry)
      throws ShellException, ProtocolException {
    return switch (apply(shell, look, plan)) {
      case Answer.Applied applied ->
          Optional.of(verified(KnownAbsent.of(wanted, look.facts()), plan, applied));
      case Answer.Conflict conflict -> {
        gate.waiting(conflict.waitedFor().orElse("somebody else"));
        yield retry.changed(conflict).map(Failed::new);
      }
      case Answer.Locked locked -> {
        gate.waiting(locked.holder());
        yield retry.locked(locked).map(Failed::new);
      }
      case Answer.NoLock noLock -> Optional.of(new Failed(Remedy.reason(noLock)));
      case Answer.Undone undone -> Optional.of(new Failed(Remedy.reasons(undone)));
    };
  }

  private Answer apply(Shell shell, HostLook look, Plan plan)
      throws ShellException, ProtocolException {
    String nonce = HostLook.nonce();
    byte[] program = AgentProgram.apply(wanted.root(), look.questions(), look.facts(), plan, nonce);
    try {
      return AnswerReader.answer(
          shell.exec(AgentProgram.COMMAND, program), look.questions(), plan, nonce);
    } catch (BegunException e) {
      throw new ProtocolException(e.getMessage() + BEGUN);
    } catch (ShellException e) {
      throw e.kind() == ShellException.Kind.REFUSED
          ? e
          : new ShellException(e.kind(), e.getMessage() + BEGUN, e);
    }
  }

  /**
   * The proof is that the same planner finds nothing left to do.
   *
   * @param known what is wanted, with what only the look before the change could tell
   */
  private static Outcome verified(Wanted known, Plan plan, Answer.Applied applied) {
    if (applied.notRestarted().isPresent()) {
      return new Failed(Remedy.notRestarted(applied.notRestarted().get()));
    }
    return switch (Planner.plan(known, applied.after())) {
      case Plan rest when rest.isEmpty() ->
          new Changed(plan, Stores.evidence(known, applied.after()), warnings(plan, applied, rest));
      case Plan rest ->
          new Failed(
              withComplaints(Stream.of("changed, but still to do: " + names(rest)), applied));
      case Obstacles obstacles ->
          new Failed(
              withComplaints(
                  obstacles.reasons().stream().map(reason -> "changed, but: " + reason), applied));
    };
  }

  /** What the change brings with it is only in its plan, and what it left as it was in both. */
  private static List<String> warnings(Plan plan, Answer.Applied applied, Plan rest) {
    SequencedSet<String> warnings =
        new LinkedHashSet<>(Excerpt.of(applied.complaints(), MOST_WARNINGS));
    warnings.addAll(plan.warnings());
    warnings.addAll(KnownAbsent.warnings(rest, plan));
    return List.copyOf(warnings);
  }

  /** With what the tools complained of, which may be the reason. */
  private static List<String> withComplaints(Stream<String> reasons, Answer.Applied applied) {
    return Stream.concat(reasons, Excerpt.of(applied.complaints(), MOST_WARNINGS).stream())
        .toList();
  }

  private static String names(Plan plan) {
    return String.join(", ", plan.steps().stream().map(Step::subject).toList());
  }
}
