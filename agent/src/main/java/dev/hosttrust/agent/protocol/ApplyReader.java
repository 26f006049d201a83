// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.protocol.AnswerLines.Fields;
import dev.hosttrust.agent.shell.ExecResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the lines that follow a plan. */
final class ApplyReader {
  /** Characters of the tool's output; the agent sends at most 64 KiB. */
  private static final int TOOL_OUTPUT = 65_536;

  private static final int UNDO_ERRORS = 1000;

  private final Survey survey;
  private final Plan plan;
  private final FactsReader after;
  private final Set<String> conflicts = new LinkedHashSet<>();
  private final List<String> undoErrors = new ArrayList<>();
  private List<String> toolOutput = List.of();
  private Optional<String> waitedFor = Optional.empty();
  private Optional<String> kept = Optional.empty();
  private boolean applied;
  private @Nullable String lockHolder;
  private @Nullable String lockFailure;
  private @Nullable String failure;
  private Optional<Step> failedStep = Optional.empty();

  ApplyReader(Survey survey, Plan plan, ExecResult result) {
    this.survey = survey;
    this.plan = plan;
    this.after = new FactsReader(survey, result);
  }

  /**
   * @return whether the line was one of a change
   */
  boolean take(Fields line, AnswerLines lines) throws ProtocolException {
    switch (line.tag()) {
      case "locked" -> lockHolder = holder(line);
      case "waited" -> waitedFor = Optional.of(holder(line));
      case "conflict" -> conflicts.add(after.path(line));
      case "output" -> toolOutput = beginning(lines.block().text(), TOOL_OUTPUT).lines().toList();
      case "failed" -> failed(line.get(1), lines.block().text().strip());
      case "kept" -> kept = Optional.of(Excerpt.of(lines.block().text().strip()));
      case "applied" -> applied = true;
      case "undone" -> {}
      default -> {
        return after.take(line, lines);
      }
    }
    return true;
  }

  private static String beginning(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  /** Who holds the lock: "rollout" or "tool", and its process where the lock names one. */
  private static String holder(Fields line) {
    String who = line.get(1).equals("tool") ? "update-ca-certificates" : "another rollout";
    return line.all().size() == 3 && line.get(2).matches("[0-9]{1,10}")
        ? "%s (process %s)".formatted(who, line.get(2))
        : who;
  }

  private void failed(String what, String message) {
    switch (what) {
      case "undo" ->
          message.lines().limit(UNDO_ERRORS - undoErrors.size()).forEach(undoErrors::add);
      case "lock" -> lockFailure = message;
      case "snapshot" -> failure = message;
      case "effect" -> failure = withoutEffect(message);
      default -> {
        failure = message;
        failedStep = Optional.of(plan.steps().get(Integer.parseInt(what) - 1));
      }
    }
  }

  /** Names the anchors of lines "bundle N" and "link N"; another line is passed on. */
  private String withoutEffect(String lines) {
    List<String> bundle = new ArrayList<>();
    List<String> links = new ArrayList<>();
    for (String line : (Iterable<String>) lines.lines()::iterator) {
      if (line.startsWith("bundle ")) {
        bundle.add(anchor(line));
      } else if (line.startsWith("link ")) {
        links.add(anchor(line));
      } else {
        return "update-ca-certificates ran, but its effect could not be read: " + line;
      }
    }
    return bundle.isEmpty()
        ? "update-ca-certificates ran, but no hash link leads to " + names(links)
        : "update-ca-certificates ran, but the bundle lacks " + names(bundle);
  }

  private String anchor(String line) {
    int number = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
    return survey.spec().anchors().get(number - 1).name().toString();
  }

  private static String names(List<String> names) {
    return String.join(", ", Excerpt.of(names, 5));
  }

  Answer answer() throws ProtocolException {
    if (lockFailure != null) {
      return new Answer.NoLock(lockFailure);
    }
    if (lockHolder != null) {
      return new Answer.Locked(lockHolder);
    }
    if (!conflicts.isEmpty()) {
      return new Answer.Conflict(List.copyOf(conflicts), waitedFor);
    }
    if (failure != null) {
      return new Answer.Undone(failedStep, failure, undoErrors, kept);
    }
    if (!applied) {
      throw new ProtocolException("the agent did not say how the change ended");
    }
    return new Answer.Applied(after.facts(), toolOutput);
  }
}
