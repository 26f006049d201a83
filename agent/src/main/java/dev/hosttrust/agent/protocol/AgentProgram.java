// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import static dev.hosttrust.agent.protocol.ShellQuote.word;

import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.HostTool;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.trust.TreeRoot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  /** Seconds that a daemon has to become healthy when its restart has come to an end. */
  static final int HEALTH_WAIT_SECONDS = 60;

  /** TASK_COMM_LEN of Linux, without the zero byte. */
  private static final int LONGEST_COMM = 15;

  /** The line of agent.sh behind which the function is that only a tree's question needs. */
  private static final String LISTING = "# ---- Listing ";

  /** The line behind which the functions are that change a host. */
  private static final String CHANGES = "# ---- Changes ";

  private static final String FUNCTIONS = functions();

  private static final String TO_LOOK = part(0, FUNCTIONS.indexOf(LISTING));

  private static final String TO_LIST =
      part(FUNCTIONS.indexOf(LISTING), FUNCTIONS.indexOf(CHANGES));

  private static final String TO_CHANGE = part(FUNCTIONS.indexOf(CHANGES), FUNCTIONS.length());

  private final Questions questions;
  private final StringBuilder text = new StringBuilder(FUNCTIONS.length() + 8192);

  private AgentProgram(TreeRoot root, Questions questions, String functions, String nonce) {

    this.questions = questions;
    assign("nonce", nonce);
    assign("root", root.path());
    assign("wanted", questions.wanted());
    assign("daemon_names", questions.processes());
    text.append(functions);
    function("look_list", List.of(questions.look()));
    function("ask_list", questions.calls());
    function("bundle_list", questions.bundles());
    function(
        "leftover_list",
        numbered(
            questions.workDirectories(),
            (number, directory) -> "leftovers " + number + " " + word(directory)));
  }

  /** A program that only looks. */
  public static byte[] probe(TreeRoot root, List<Question<?>> questions, String nonce) {
    return new AgentProgram(root, Questions.of(questions), answering(questions), nonce)
        .ending("hosttrust_probe");
  }

  /**
   * A program that carries out a plan, all of it or nothing.
   *
   * @param questions what the plan was made of; they are asked again when it is done
   * @param facts what the host answered then; where it is no longer so, nothing is written
   */
  public static byte[] apply(
      TreeRoot root, List<Question<?>> questions, Facts facts, Plan plan, String nonce) {
    String functions = answering(questions) + TO_CHANGE;
    AgentProgram program = new AgentProgram(root, Questions.of(questions), functions, nonce);
    Conditions conditions = new Conditions(program.questions);
    program.assign("lock_wait", Integer.toString(LOCK_WAIT_SECONDS));
    program.assign("health_wait", Integer.toString(HEALTH_WAIT_SECONDS));
    program.assign("restarts", Integer.toString(plan.restarts()));
    program.assign("steps", Integer.toString(plan.steps().size() - plan.restarts()));
    program.assign("first_tool", Integer.toString(firstTool(plan.steps())));
    program.assign("last_tool", Integer.toString(lastTool(plan.steps())));
    program.assign("exclusive", exclusive(plan));
    program.assign("must_hold", String.join("\n", conditions.afterwards(plan)));
    program.assign("rests_on", String.join("\n", conditions.before(plan, facts)));
    program.function("guard_list", numbered(List.copyOf(plan.guards().entrySet()), program::guard));
    program.function("again_list", program.questions.calls(conditions.askedBefore(plan)::contains));
    program.function(
        "snapshot_list",
        plan.tools().stream()
            .flatMap(run -> run.tool().snapshot().stream())
            .distinct()
            .map(directory -> "\"$1\" " + word(directory) + " || ${2-return}")
            .toList());
    program.steps(plan.steps());
    return program.ending("hosttrust_apply");
  }

  /** The functions that answer some questions, and no more: each host reads what it is sent. */
  private static String answering(List<Question<?>> questions) {
    return questions.stream().anyMatch(Question.Tree.class::isInstance)
        ? TO_LOOK + TO_LIST
        : TO_LOOK;
  }

  private void assign(String name, String value) {
    text.append(name).append('=').append(word(value)).append('\n');
  }

  private void function(String name, List<String> lines) {
    text.append(name).append("() {\n");
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
    text.append("  return 0\n}\n");
  }

  private interface Numbered<T> {
    String line(int number, T of);
  }

  private static <T> List<String> numbered(List<T> all, Numbered<T> lines) {
    return IntStream.range(0, all.size()).mapToObj(i -> lines.line(i + 1, all.get(i))).toList();
  }

  private String guard(int number, Map.Entry<String, PathFact> guard) {
    int question = questions.number(guard.getKey());
    return "guard %d %s %s"
        .formatted(question, word(guard.getKey()), word(guard.getValue().state()));
  }

  /** The number of the first step that runs a tool; 0 where none does. */
  private static int firstTool(List<Step> steps) {
    return IntStream.rangeClosed(1, steps.size())
        .filter(number -> steps.get(number - 1) instanceof Step.RunTool)
        .findFirst()
        .orElse(0);
  }

  /** The number of the last step that runs a tool; 0 where none does. */
  private static int lastTool(List<Step> steps) {
    int number = steps.size();
    while (number > 0 && !(steps.get(number - 1) instanceof Step.RunTool)) {
      number--;
    }
    return number;
  }

  /** The names of the tools as a process's {@code comm} has them, cut after 15 characters. */
  private static String exclusive(Plan plan) {
    return plan.tools().stream()
        .map(run -> comm(run.tool()))
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** A program's name in {@code /proc/PID/comm} (proc(5)). */
  static String comm(HostTool tool) {
    String name = tool.program().substring(tool.program().lastIndexOf('/') + 1);
    return name.substring(0, Math.min(LONGEST_COMM, name.length()));
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
      case Step.RemoveFile remove ->
          "removal_step " + word(remove.path()) + " " + word(remove.aside());
      case Step.RemoveDirectory remove ->
          "empty_directory_step " + word(remove.path()) + " " + words(remove.before());
      case Step.RunTool run -> call(run);
      case Step.RestartDaemon restart ->
          Stream.concat(Stream.of(restart.service()), restart.health().stream())
              .map(ShellQuote::word)
              .collect(Collectors.joining(" ", "restart_step ", ""));
      case Step.RemoveLeftovers sweep ->
          sweep.directories().stream()
              .map(ShellQuote::word)
              .collect(Collectors.joining(" ", "sweep_step ", ""));
    };
  }

  private static String call(Step.RunTool run) {
    List<String> before = new ArrayList<>();
    if (!run.tool().scratch().isEmpty()) {
      before.add(
          run.tool().scratch().stream()
              .map(file -> " \"$root\"" + word(file))
              .collect(Collectors.joining("", "rm -f", "")));
    }
    for (String directory : run.tool().snapshot()) {
      run.leaving().forEach(file -> before.add("hand_over " + word(directory) + " " + word(file)));
    }
    String command =
        Stream.of(List.of(run.tool().program()), run.options(), run.treeOptions())
            .flatMap(List::stream)
            .map(ShellQuote::word)
            .collect(Collectors.joining(" "));
    return before.stream()
            .map(work -> "[ $phase != do ] || " + work + " || return\n  ")
            .collect(Collectors.joining())
        + (run.tool().mayFail() ? "hook_step " : "tool_step ")
        + command
        + (run.input().isEmpty()
            ? ""
            : run.input().stream().collect(Collectors.joining("\n", " <<'INPUT'\n", "\nINPUT")));
  }

  private static String words(Attributes attributes) {
    return attributes.uid() + " " + attributes.gid() + " " + attributes.octal();
  }

  private byte[] ending(String start) {
    // Braces, so that a last line that is cut short is no command either.
    text.append("{ ").append(start).append(" </dev/null; }\n");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A part of the functions, without comments, which a host has no use for. */
  private static String part(int from, int to) {
    return ShellComments.strip(FUNCTIONS.substring(from, to));
  }

  private static String functions() {
    try (InputStream in = AgentProgram.class.getResourceAsStream("agent.sh")) {
      if (in == null) {
        throw new IllegalStateException("agent.sh is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
