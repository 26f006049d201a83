package dev.hosttrust.agent.protocol;

import dev.hosttrust.agent.facts.HostFacts;
import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.protocol.AnswerLines.Fields;
import dev.hosttrust.agent.shell.ExecResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the agent answers. */
public final class AnswerReader {
  private AnswerReader() {}

  /**
   * Reads the answer to a probe.
   *
   * @throws ProtocolException if it is none
   */
  public static HostFacts facts(ExecResult result, Survey survey, String nonce)
      throws ProtocolException {
    AnswerLines lines = AnswerLines.of(result, nonce);
    FactsReader reader = new FactsReader(survey);
    try {
      while (lines.hasNext()) {
        Fields line = lines.fields();
        if (!reader.take(line, lines)) {
          throw new ProtocolException("the agent said '" + line.from(0) + "'");
        }
      }
    } catch (RuntimeException e) {
      throw garbled(e);
    }
    return reader.facts();
  }

  /**
   * Reads the answer to a plan.
   *
   * @throws ProtocolException if it is none
   */
  public static Answer answer(ExecResult result, Survey survey, Plan plan, String nonce)
      throws ProtocolException {
    AnswerLines lines = AnswerLines.of(result, nonce);
    ApplyLines apply = new ApplyLines(survey, plan);
    try {
      while (lines.hasNext()) {
        apply.take(lines.fields(), lines);
      }
    } catch (RuntimeException e) {
      throw garbled(e);
    }
    return apply.answer();
  }

  /** Lines of a host are not to be trusted: a missing field or a wrong number is no crash. */
  private static ProtocolException garbled(RuntimeException e) {
    return new ProtocolException("the agent's answer is garbled (" + e.getMessage() + ")");
  }

  /** Gathers the lines that follow a plan. */
  private static final class ApplyLines {
    private final Plan plan;
    private final FactsReader after;
    private final List<String> conflicts = new ArrayList<>();
    private final List<String> undoErrors = new ArrayList<>();
    private List<String> toolOutput = List.of();
    private boolean locked;
    private boolean applied;
    private @Nullable String failure;
    private Optional<Step> failedStep = Optional.empty();

    ApplyLines(Survey survey, Plan plan) {
      this.plan = plan;
      this.after = new FactsReader(survey);
    }

    void take(Fields line, AnswerLines lines) throws ProtocolException {
      switch (line.tag()) {
        case "locked" -> locked = true;
        case "conflict" -> conflicts.add(after.path(line));
        case "output" -> toolOutput = lines.block().text().lines().toList();
        case "failed" -> failed(line.get(1), lines.block().text().strip());
        case "applied" -> applied = true;
        case "undone" -> {}
        default -> {
          if (!after.take(line, lines)) {
            throw new ProtocolException("the agent said '" + line.from(0) + "'");
          }
        }
      }
    }

    private void failed(String what, String message) {
      switch (what) {
        case "undo" -> undoErrors.add(message);
        case "snapshot", "effect" -> failure = message;
        default -> {
          failure = message;
          failedStep = Optional.of(plan.steps().get(Integer.parseInt(what) - 1));
        }
      }
    }

    Answer answer() throws ProtocolException {
      if (locked) {
        return new Answer.Locked();
      }
      if (!conflicts.isEmpty()) {
        return new Answer.Conflict(conflicts);
      }
      if (failure != null) {
        return new Answer.Undone(failedStep, failure, undoErrors);
      }
      if (!applied) {
        throw new ProtocolException("the agent did not say how the change ended");
      }
      return new Answer.Applied(after.facts(), toolOutput);
    }
  }
}
