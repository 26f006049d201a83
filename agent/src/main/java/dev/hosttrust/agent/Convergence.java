// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.facts.HostFacts;
import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.plan.Obstacles;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Planned;
import dev.hosttrust.agent.plan.Planner;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.protocol.AgentProgram;
import dev.hosttrust.agent.protocol.Answer;
import dev.hosttrust.agent.protocol.AnswerReader;
import dev.hosttrust.agent.protocol.BegunException;
import dev.hosttrust.agent.protocol.Excerpt;
import dev.hosttrust.agent.protocol.ProtocolException;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.shell.ShellException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings one host to the wanted trust: one exec where nothing is to be done, two where something
 * is. Immutable; one instance serves any number of hosts and threads.
 */
public final class Convergence {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Beyond this, a change by others is not about to end. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private static final String BEGUN =
      "; if the change had begun, the host finishes or undoes it by itself; run again to see, and to"
          + " repair";

  /** Complaints of the tool; after these, more of them tell nothing new. */
  private static final int MOST_WARNINGS = 100;

  private final Survey survey;
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

  private Convergence(Survey survey, Gate gate, Duration longestWait) {
    this.survey = survey;
    this.gate = gate;
    this.longestWait = longestWait;
  }

  /** Looks and plans, and changes nothing. */
  public static Convergence dryRun(Survey survey) {
    return rollout(survey, plan -> Optional.of(new WouldChange(plan)));
  }

  /** Looks, plans and changes what the gate lets pass. */
  public static Convergence rollout(Survey survey, Gate gate) {
    return new Convergence(survey, gate, LONGEST_WAIT);
  }

  /** The same, with another bound on the wait for one and the same other change of a host. */
  Convergence waitingAtMost(Duration wait) {
    return new Convergence(survey, gate, wait);
  }

  /** Runs on one host; every failure of the host or the connection is an outcome. */
  public Outcome run(Shell shell) {
    try {
      return converge(shell);
    } catch (ShellException e) {
      return switch (e.kind()) {
        case UNREACHABLE -> new Unreachable(e.getMessage());
        case REFUSED -> new Failed(e.getMessage());
      };
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
    HostFacts facts = probe(shell);
    Planned planned = Planner.plan(survey, facts);
    if (planned instanceof Obstacles obstacles) {
      return Optional.of(new Failed(obstacles.reasons()));
    }
    Plan plan = (Plan) planned;
    if (plan.isEmpty()) {
      return Optional.of(new Unchanged(Evidence.of(survey, facts), plan.warnings()));
    }
    Optional<Outcome> refused = gate.refuse(plan);
    if (refused.isPresent()) {
      return refused;
    }
    return switch (apply(shell, plan)) {
      case Answer.Applied applied -> Optional.of(verified(plan, applied));
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

  private HostFacts probe(Shell shell) throws ShellException, ProtocolException {
    String nonce = nonce();
    byte[] program = AgentProgram.probe(survey, nonce);
    return AnswerReader.facts(shell.exec(AgentProgram.COMMAND, program), survey, nonce);
  }

  private Answer apply(Shell shell, Plan plan) throws ShellException, ProtocolException {
    String nonce = nonce();
    byte[] program = AgentProgram.apply(survey, plan, nonce);
    try {
      return AnswerReader.answer(shell.exec(AgentProgram.COMMAND, program), survey, plan, nonce);
    } catch (BegunException e) {
      throw new ProtocolException(e.getMessage() + BEGUN);
    } catch (ShellException e) {
      throw e.kind() == ShellException.Kind.REFUSED
          ? e
          : new ShellException(e.kind(), e.getMessage() + BEGUN, e);
    }
  }

  /** The proof is that the same planner finds nothing left to do. */
  private Outcome verified(Plan plan, Answer.Applied applied) {
    return switch (Planner.plan(survey, applied.after())) {
      case Plan rest when rest.isEmpty() ->
          new Changed(
              plan,
              Evidence.of(survey, applied.after()),
              Stream.concat(warnings(applied.toolOutput()).stream(), rest.warnings().stream())
                  .toList());
      case Plan rest -> new Failed("changed, but still to do: " + names(rest));
      case Obstacles obstacles -> new Failed(obstacles.reasons());
    };
  }

  /** The tool exits 0 with a certificate missing or a hook failing, and says so in these lines. */
  private static List<String> warnings(List<String> toolOutput) {
    List<String> warnings =
        toolOutput.stream().filter(line -> line.startsWith("W:") || line.startsWith("E:")).toList();
    return Excerpt.of(warnings, MOST_WARNINGS);
  }

  private static String names(Plan plan) {
    return String.join(
        ", ",
        plan.steps().stream()
            .map(
                step ->
                    switch (step) {
                      case Step.CreateDirectory create -> create.path();
                      case Step.ChangeAttributes change -> change.path();
                      case Step.WriteFile write -> write.path();
                      case Step.RemoveLeftovers sweep -> "left-over files";
                      case Step.UpdateTrust update -> String.join(", ", update.reasons());
                    })
            .toList());
  }

  private static String nonce() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
