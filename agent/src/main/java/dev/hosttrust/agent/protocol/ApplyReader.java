// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import dev.hosttrust.agent.plan.HostTool;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.plan.Step.RunTool;
import dev.hosttrust.agent.protocol.AnswerLines.Fields;
import dev.hosttrust.agent.shell.ExecResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers the lines that follow a plan. */
final class ApplyReader {
  /** Characters of the tool's output; the agent sends at most 64 KiB. */
  private static final int TOOL_OUTPUT = 65_536;

  private static final int UNDO_ERRORS = 1000;
  private static final Pattern EFFECT = Pattern.compile("[0-9]+ !?[0-9]+");

  private final Questions questions;
  private final Plan plan;
  private final FactsReader after;
  private final Set<String> conflicts = new LinkedHashSet<>();
  private final List<String> undoErrors = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private Optional<String> waitedFor = Optional.empty();
  private final List<String> kept = new ArrayList<>();
  private Optional<String> notRestarted = Optional.empty();
  private boolean applied;
  private @Nullable String lockHolder;
  private @Nullable String lockFailure;
  private @Nullable String failure;
  private String whatFailed = "";

  ApplyReader(Questions questions, Plan plan, ExecResult result) {
    this.questions = questions;
    this.plan = plan;
    this.after = new FactsReader(questions, result);
  }

  /**
   * @return whether the line was one of a change
   */
  boolean take(Fields line, AnswerLines lines) throws ProtocolException {
    switch (line.tag()) {
      case "locked" -> lockHolder = holder(line);
      case "waited" -> waitedFor = Optional.of(holder(line));
      case "conflict" -> conflicts.add(questions.path(line.number(1)));
      case "output" -> output(tool(line.number(1)), lines.block().text());
      case "failed" -> failed(line.get(1), lines.block().text().strip());
      case "not_restarted" -> notRestarted(step(line.number(1)), lines.block().text().strip());
      case "kept" -> kept(Excerpt.of(lines.block().text().strip()));
      case "applied" -> applied = true;
      case "undone" -> {}
      default -> {
        return after.take(line, lines);
      }
    }
    return true;
  }

  private Step step(int number) {
    return plan.steps().get(number - 1);
  }

  private void notRestarted(Step step, String message) {
    notRestarted = Optional.of(step.failure() + ": " + Excerpt.lastLine(message));
  }

  private RunTool tool(int number) {
    if (step(number) instanceof RunTool run) {
      return run;
    }
    throw new IllegalArgumentException("step " + number + " runs no tool");
  }

  private void output(RunTool run, String text) {
    String beginning = text.length() <= TOOL_OUTPUT ? text : text.substring(0, TOOL_OUTPUT);
    beginning.lines().filter(run.tool()::complains).forEach(complaints::add);
  }

  private void kept(String path) {
    if (kept.size() < UNDO_ERRORS) {
      kept.add(path);
    }
  }

  /** Who holds the lock: "rollout" or "tool", its process and the tool's name where it has them. */
  private String holder(Fields line) {
    String who =
        line.get(1).equals("tool") && line.all().size() == 4
            ? program(line.get(3))
            : "another rollout";
    return line.all().size() > 2 && line.get(2).matches("[0-9]{1,10}")
        ? "%s (process %s)".formatted(who, line.get(2))
        : who;
  }

  /** The program of the plan that a process's name is of. */
  private String program(String comm) {
    return plan.tools().stream()
        .map(RunTool::tool)
        .filter(tool -> AgentProgram.comm(tool).equals(comm))
        .map(HostTool::program)
        .findFirst()
        .orElse("a tool");
  }

  private void failed(String what, String message) {
    switch (what) {
      case "undo" ->
          message.lines().limit(UNDO_ERRORS - undoErrors.size()).forEach(undoErrors::add);
      case "lock" -> lockFailure = message;
      case "snapshot" -> undone(purpose(), message);
      case "effect" -> undone(purpose(), withoutEffect(message));
      default -> undone(step(Integer.parseInt(what)).failure(), message);
    }
  }

  private void undone(String what, String message) {
    whatFailed = what;
    failure = message;
  }

  private String purpose() {
    return plan.tools().stream()
        .map(run -> run.tool().purpose())
        .distinct()
        .collect(Collectors.joining(" and ", "could not update ", ""));
  }

  /** Names what is missing by lines "STEP QUESTION"; another line is passed on. */
  private String withoutEffect(String lines) {
    Set<String> missing = new HashSet<>();
    for (String line : (Iterable<String>) lines.lines()::iterator) {
      if (!EFFECT.matcher(line).matches()) {
        return programs() + " ran, but its effect could not be read: " + line;
      }
      missing.add(line);
    }
    SequencedMap<String, List<String>> names = new LinkedHashMap<>();
    for (int number = 1; number <= plan.steps().size(); number++) {
      if (step(number) instanceof RunTool run) {
        for (Step.Effect effect : run.effects()) {
          if (missing.contains(AgentProgram.line(number, effect, questions))) {
            String what = run.tool().program() + " ran, but " + effect.lack();
            names.computeIfAbsent(what, w -> new ArrayList<>()).add(effect.name());
          }
        }
      }
    }
    Map.Entry<String, List<String>> first = names.firstEntry();
    return first.getKey() + " " + String.join(", ", Excerpt.of(first.getValue(), 5));
  }

  private String programs() {
    return plan.tools().stream()
        .map(run -> run.tool().program())
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  Answer answer() throws ProtocolException {
    if (lockFailure != null) {
      return new Answer.NoLock(lockFailure);
    }
    if (lockHolder != null) {
      return new Answer.Locked(lockHolder);
    }
    if (waitedFor.isPresent() || !conflicts.isEmpty()) {
      return new Answer.Conflict(List.copyOf(conflicts), waitedFor);
    }
    if (failure != null) {
      return new Answer.Undone(whatFailed, failure, undoErrors, kept);
    }
    if (!applied) {
      throw new ProtocolException("the agent did not say how the change ended");
    }
    return new Answer.Applied(after.facts(), complaints, notRestarted);
  }
}
