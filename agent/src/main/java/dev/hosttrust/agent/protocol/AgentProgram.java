// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import static dev.hosttrust.agent.protocol.ShellQuote.word;

import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.trust.Anchor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The text that {@code sh -s} reads on a host: values, the agent's functions, the work as functions
 * of its own, and last one line that starts it. Cut short anywhere, it does nothing.
 */
public final class AgentProgram {
  /** Runs a program from standard input; free of quotes, so that every login shell reads it. */
  public static final String COMMAND = "sh -s";

  /**
   * Seconds that one exec waits on a host for another change of its trust to end. Short, so that a
   * controller that is told to stop is not kept waiting.
   */
  static final int LOCK_WAIT_SECONDS = 10;

  private static final String FUNCTIONS = functions();

  private final Survey survey;
  private final StringBuilder text = new StringBuilder(FUNCTIONS.length() + 8192);

  private AgentProgram(Survey survey, String nonce) {
    this.survey = survey;
    assign("nonce", nonce);
    assign("root", survey.root().path());
    List<Anchor> anchors = survey.spec().anchors();
    assign("anchors", Integer.toString(anchors.size()));
    assign("wanted", anchors.stream().map(AgentProgram::wanted).collect(Collectors.joining("\n")));
    text.append(FUNCTIONS);
    String paths =
        survey.paths().stream()
            .map(path -> "\"$root\"" + word(path))
            .collect(Collectors.joining(" "));
    function("look_list", 1, i -> "look " + paths);
    function("effect_list", anchors.size(), i -> effect(i, anchors.get(i - 1)));
    List<String> directories = survey.workDirectories();
    function(
        "leftover_list",
        directories.size(),
        i -> "leftovers " + word(directories.get(i - 1)) + " \"$@\" || return");
  }

  /** A program that only looks. */
  public static byte[] probe(Survey survey, String nonce) {
    AgentProgram program = new AgentProgram(survey, nonce);
    return program.ending("hosttrust_probe");
  }

  /** A program that carries out a plan, all of it or nothing. */
  public static byte[] apply(Survey survey, Plan plan, String nonce) {
    AgentProgram program = new AgentProgram(survey, nonce);
    program.assign("lock_wait", Integer.toString(LOCK_WAIT_SECONDS));
    program.assign("steps", Integer.toString(plan.steps().size()));
    program.assign("updates", plan.updates() ? "1" : "0");
    List<Map.Entry<String, PathFact>> guards = List.copyOf(plan.guards().entrySet());
    program.function("guard_list", guards.size(), i -> guard(i, guards.get(i - 1)));
    program.steps(plan.steps());
    return program.ending("hosttrust_apply");
  }

  private void assign(String name, String value) {
    text.append(name).append('=').append(word(value)).append('\n');
  }

  private interface Line {
    String of(int number);
  }

  private void function(String name, int lines, Line line) {
    text.append(name).append("() {\n");
    for (int i = 1; i <= lines; i++) {
      text.append("  ").append(line.of(i)).append('\n');
    }
    text.append("  return 0\n}\n");
  }

  private static String wanted(Anchor anchor) {
    return anchor.certificate().subjectHash() + " " + anchor.certificate().bodyBase64();
  }

  private String effect(int number, Anchor anchor) {
    return "effect %d %s %s"
        .formatted(number, word(survey.file(anchor)), anchor.certificate().subjectHash());
  }

  private static String guard(int number, Map.Entry<String, PathFact> guard) {
    return "guard %d %s %s".formatted(number, word(guard.getKey()), word(guard.getValue().state()));
  }

  /** A function for each step, so that a shell finds each as fast as the first. */
  private void steps(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      text.append("step_").append(i + 1).append("() {\n  ");
      text.append(call(steps.get(i))).append("\n}\n");
    }
  }

  private static String call(Step step) {
    return switch (step) {
      case Step.CreateDirectory create ->
          "directory_step " + word(create.path()) + " " + words(create.attributes());
      case Step.ChangeAttributes change ->
          "attributes_step %s %s %s"
              .formatted(word(change.path()), words(change.to()), words(change.from()));
      case Step.WriteFile write ->
          "file_step %s %s %s <<'BASE64'\n%s\nBASE64"
              .formatted(
                  word(write.path()),
                  words(write.attributes()),
                  write.isNew() ? "new" : "old",
                  write.content().base64());
      case Step.UpdateTrust update -> "update_step" + (update.fresh() ? " --fresh" : "");
      case Step.RemoveLeftovers sweep -> "sweep_step";
    };
  }

  private static String words(Attributes attributes) {
    return attributes.uid() + " " + attributes.gid() + " " + attributes.octal();
  }

  private byte[] ending(String start) {
    // Braces, so that a last line that is cut short is no command either.
    text.append("{ ").append(start).append(" </dev/null; }\n");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The agent without its comments, which a host has no use for. */
  private static String functions() {
    try (InputStream in = AgentProgram.class.getResourceAsStream("agent.sh")) {
      if (in == null) {
        throw new IllegalStateException("agent.sh is not on the class path");
      }
      return ShellComments.strip(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
