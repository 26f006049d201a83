// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import dev.hosttrust.agent.facts.DaemonFact;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Daemon;
import dev.hosttrust.agent.facts.Question.Holds;
import dev.hosttrust.agent.facts.Question.LinkTo;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step.Effect;
import dev.hosttrust.agent.plan.Step.RemoveLeftovers;
import dev.hosttrust.agent.plan.Step.RestartDaemon;
import dev.hosttrust.agent.plan.Step.RunTool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What must hold before a plan is carried out, and what afterwards, besides what stands at paths.
 * Lines for {@code unmet} in the agent, which repeats those that do not hold.
 *
 * @param questions of the look that the plan was made of
 */
record Conditions(Questions questions) {
  private static final String LEFTOVER = "leftover";

  /** What the tools shall have brought about. */
  List<String> afterwards(Plan plan) {
    List<String> lines = new ArrayList<>();
    for (int step = 1; step <= plan.steps().size(); step++) {
      if (plan.steps().get(step - 1) instanceof RunTool run) {
        for (Effect effect : run.effects()) {
          lines.add(line(step, effect, questions));
        }
      }
    }
    return lines;
  }

  /** The line of one effect. */
  static String line(int step, Effect effect, Questions questions) {
    return line(step, effect.holds(), questions.number(effect.question()));
  }

  private static String line(int step, boolean holds, Object question) {
    return step + (holds ? " " : " !") + question;
  }

  /**
   * What the plan rests on: that another rollout has not done meanwhile what the plan is to do.
   *
   * @param facts what the host answered, of which the plan was made
   */
  List<String> before(Plan plan, Facts facts) {
    List<String> lines = new ArrayList<>();
    boolean onPathsAlone = true;
    for (int step = 1; step <= plan.steps().size(); step++) {
      switch (plan.steps().get(step - 1)) {
        case RunTool run -> {
          onPathsAlone = false;
          for (Question<?> question : restsOn(run)) {
            lines.add(step + " " + answer(question, facts));
          }
        }
        case RestartDaemon restart -> {
          onPathsAlone = false;
          for (Daemon daemon : asked(restart)) {
            lines.add(step + " " + start(daemon, facts));
          }
        }
        case RemoveLeftovers sweep -> onPathsAlone = false;
        default -> {}
      }
    }
    if (!onPathsAlone) {
      lines.addAll(leftovers(facts));
    }
    return lines;
  }

  /**
   * Its effects, and whatever was asked of links and of bytes in files: a tool may be run for the
   * sake of these alone, as where Java's keystore lacks a certificate.
   */
  private Set<Question<?>> restsOn(RunTool run) {
    Set<Question<?>> all = new LinkedHashSet<>();
    run.effects().forEach(effect -> all.add(effect.question()));
    questions.all().stream()
        .filter(question -> question instanceof LinkTo || question instanceof Holds)
        .forEach(all::add);
    return all;
  }

  /** A link may become one of another kind, and a link all the same. */
  private String answer(Question<?> question, Facts facts) {
    int number = questions.number(question);
    if (facts.of(question).equals(question.none())) {
      return "!" + number;
    }
    return question instanceof LinkTo link
        ? number + "@" + facts.of(link).kind().name().toLowerCase(Locale.ROOT)
        : Integer.toString(number);
  }

  private List<Daemon> asked(RestartDaemon restart) {
    return questions.all().stream()
        .filter(Daemon.class::isInstance)
        .map(Daemon.class::cast)
        .filter(daemon -> daemon.services().contains(restart.service()))
        .toList();
  }

  private String start(Daemon daemon, Facts facts) {
    int number = questions.number(daemon);
    return facts.of(daemon).map(DaemonFact::ticks).map(t -> number + "@" + t).orElse("!" + number);
  }

  /** A change that was under way at the look has left nothing when it is at its end. */
  private List<String> leftovers(Facts facts) {
    List<String> directories = questions.workDirectories();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < directories.size(); i++) {
      lines.add(line(0, facts.leftovers().contains(directories.get(i)), LEFTOVER + (i + 1)));
    }
    return lines;
  }

  /** The number of the directory that such a condition is about. */
  static int leftover(String condition) {
    return Integer.parseInt(condition.replaceFirst("^!?" + LEFTOVER, ""));
  }

  /** The questions that {@link #before} is about. */
  Set<Question<?>> askedBefore(Plan plan) {
    Set<Question<?>> asked = new HashSet<>();
    plan.tools().forEach(run -> asked.addAll(restsOn(run)));
    plan.steps().stream()
        .filter(RestartDaemon.class::isInstance)
        .forEach(step -> asked.addAll(asked((RestartDaemon) step)));
    return asked;
  }
}
