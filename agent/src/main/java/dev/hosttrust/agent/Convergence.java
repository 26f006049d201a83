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
import dev.hosttrust.agent.protocol.ProtocolException;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.shell.ShellException;
import java.security.SecureRandom;
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

  private final Survey survey;
  private final Gate gate;

  /** Asked before each change of a host. What does not pass leaves the host untouched. */
  @FunctionalInterface
  public interface Gate {
    /**
     * @return why the host must not be changed now; empty if it may be
     */
    Optional<Outcome> refuse(Plan plan);
  }

  private Convergence(Survey survey, Gate gate) {
    this.survey = survey;
    this.gate = gate;
  }

  /** Looks and plans, and changes nothing. */
  public static Convergence dryRun(Survey survey) {
    return new Convergence(survey, plan -> Optional.of(new WouldChange(plan)));
  }

  /** Looks, plans and changes what the gate lets pass. */
  public static Convergence rollout(Survey survey, Gate gate) {
    return new Convergence(survey, gate);
  }

  /** Runs on one host; every failure of the host or the connection is an outcome. */
  public Outcome run(Shell shell) {
    try {
      return attempt(shell, 2);
    } catch (ShellException e) {
      return switch (e.kind()) {
        case UNREACHABLE -> new Unreachable(e.getMessage());
        case REFUSED -> new Failed(e.getMessage());
      };
    } catch (ProtocolException e) {
      return new Failed(e.getMessage());
    }
  }

  private Outcome attempt(Shell shell, int attempts) throws ShellException, ProtocolException {
    HostFacts facts = probe(shell);
    Planned planned = Planner.plan(survey, facts);
    if (planned instanceof Obstacles obstacles) {
      return new Failed(obstacles.reasons());
    }
    Plan plan = (Plan) planned;
    if (plan.isEmpty()) {
      return new Unchanged(Evidence.of(survey, facts), plan.warnings());
    }
    Optional<Outcome> refused = gate.refuse(plan);
    if (refused.isPresent()) {
      return refused.get();
    }
    return switch (apply(shell, plan)) {
      case Answer.Applied applied -> verified(plan, applied);
      case Answer.Conflict conflict when attempts > 1 -> attempt(shell, attempts - 1);
      case Answer.Conflict conflict ->
          new Failed(
              "%s changed while the host was looked at, twice; see who else writes there, then run"
                      .formatted(String.join(", ", conflict.paths()))
                  + " again");
      case Answer.Locked locked ->
          new Failed(
              "another rollout or update-ca-certificates is at work on this host; run again when it"
                  + " is done");
      case Answer.Undone undone -> new Failed(Remedy.reasons(undone));
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
    return AnswerReader.answer(shell.exec(AgentProgram.COMMAND, program), survey, plan, nonce);
  }

  /** The proof is that the same planner finds nothing left to do. */
  private Outcome verified(Plan plan, Answer.Applied applied) {
    return switch (Planner.plan(survey, applied.after())) {
      case Plan rest when rest.isEmpty() ->
          new Changed(
              plan,
              Evidence.of(survey, applied.after()),
              Stream.concat(warnings(applied.toolOutput()), rest.warnings().stream()).toList());
      case Plan rest -> new Failed("changed, but still to do: " + names(rest));
      case Obstacles obstacles -> new Failed(obstacles.reasons());
    };
  }

  /** The tool exits 0 with a certificate missing or a hook failing, and says so in these lines. */
  private static Stream<String> warnings(List<String> toolOutput) {
    return toolOutput.stream().filter(line -> line.startsWith("W:") || line.startsWith("E:"));
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
