// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.diff;

import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.PathFact.Directory;
import dev.hosttrust.agent.facts.PathFact.Link;
import dev.hosttrust.agent.facts.PathFact.LinkToFile;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.text.TextLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A unified diff for each path that a plan changes, and the reasons to run a tool. Exact for files
 * that people write; of an odd one, what takes too long or fills the screen is left out, and the
 * diff says so.
 */
public final class PlanDiff {
  private PlanDiff() {}

  /** In the order of the steps. */
  public static List<FileDiff> of(Plan plan) {
    return plan.steps().stream().map(PlanDiff::of).toList();
  }

  /** Of one step. */
  public static FileDiff of(Step step) {
    return switch (step) {
      case Step.CreateDirectory create ->
          new FileDiff(
              create.path(),
              List.of("new directory " + create.path() + " (" + words(create.attributes()) + ")"));
      case Step.ChangeAttributes change -> attributes(change);
      case Step.WriteFile write -> file(write);
      case Step.RemoveFile remove -> removed(remove);
      case Step.RemoveDirectory remove ->
          new FileDiff(remove.path(), List.of("remove the empty directory " + remove.path()));
      case Step.RemoveLeftovers sweep ->
          new FileDiff(
              "left-over files", List.of("remove what an interrupted run left (.hosttrust-*)"));
      case Step.RunTool run -> run(run);
      case Step.RestartDaemon restart -> restart(restart);
    };
  }

  private static FileDiff attributes(Step.ChangeAttributes change) {
    String kind = change.before() instanceof Directory ? "directory " : "file ";
    return new FileDiff(
        change.path(), List.of(kind + change.path() + ": " + change(change.from(), change.to())));
  }

  private static FileDiff file(Step.WriteFile write) {
    List<String> lines = new ArrayList<>();
    // What a link leads to may be anything, and is none of a report's business.
    List<String> before =
        write.before() instanceof RegularFile old ? TextLines.of(old.content().text()) : List.of();
    switch (write.before()) {
      case RegularFile old when old.attributes().equals(write.attributes()) -> {}
      case RegularFile old ->
          lines.add("file " + write.path() + ": " + change(old.attributes(), write.attributes()));
      case LinkToFile link -> lines.add(inPlaceOf(link.target(), write));
      case Link link -> lines.add(inPlaceOf(link.target(), write));
      default -> lines.add("new file " + write.path() + " (" + words(write.attributes()) + ")");
    }
    if (!write.content().shown().isEmpty()) {
      return concealed(write, lines);
    }
    if (lines.isEmpty() && !write.takesEffect().isEmpty()) {
      lines.add("edit " + write.path());
    }
    takesEffect(write.takesEffect()).ifPresent(lines::add);
    lines.add("--- " + (write.isNew() ? "/dev/null" : write.path()));
    lines.add("+++ " + write.path());
    lines.addAll(hunks(before, TextLines.of(write.content().text())));
    return new FileDiff(write.path(), lines);
  }

  private static FileDiff removed(Step.RemoveFile remove) {
    List<String> lines = new ArrayList<>();
    lines.add(
        switch (remove.before()) {
          case LinkToFile link ->
              "remove the symbolic link %s to %s".formatted(remove.path(), link.target());
          case Link link ->
              "remove the symbolic link %s to %s".formatted(remove.path(), link.target());
          default -> "remove " + remove.path();
        });
    takesEffect(remove.takesEffect()).ifPresent(lines::add);
    if (remove.before() instanceof RegularFile old) {
      lines.add("--- " + remove.path());
      lines.add("+++ /dev/null");
      lines.addAll(hunks(TextLines.of(old.content().text()), List.of()));
    }
    return new FileDiff(remove.path(), lines);
  }

  /** Without the text around a change, where passwords may stand. */
  private static FileDiff concealed(Step.WriteFile write, List<String> lines) {
    lines.add("edit " + write.path() + ", whose text is not shown, because it may hold passwords");
    write.content().shown().forEach(line -> lines.add("  " + line));
    takesEffect(write.takesEffect()).ifPresent(lines::add);
    return new FileDiff(write.path(), lines);
  }

  private static Optional<String> takesEffect(String when) {
    return when.isEmpty() ? Optional.empty() : Optional.of("  takes effect " + when);
  }

  private static String inPlaceOf(String target, Step.WriteFile write) {
    return "file %s (%s) in place of a symbolic link to %s"
        .formatted(write.path(), words(write.attributes()), target);
  }

  private static String words(Attributes attributes) {
    return "mode %04o, owner %d:%d"
        .formatted(attributes.mode(), attributes.uid(), attributes.gid());
  }

  private static String change(Attributes from, Attributes to) {
    return words(from) + " -> " + words(to);
  }

  private static List<String> hunks(List<String> before, List<String> after) {
    List<String> hunks = new ArrayList<>();
    for (String line : HunkLimit.of(Hunks.of(before, after))) {
      if (line.startsWith("@@")) {
        hunks.add(line);
      } else if (line.endsWith("\n")) {
        hunks.add(line.substring(0, line.length() - 1));
      } else {
        hunks.add(line);
        hunks.add("\\ No newline at end of file");
      }
    }
    return hunks;
  }

  private static FileDiff restart(Step.RestartDaemon restart) {
    List<String> lines = new ArrayList<>();
    lines.add("restart " + restart.service());
    restart.reasons().forEach(reason -> lines.add("  " + reason));
    return new FileDiff(restart.service(), lines);
  }

  private static FileDiff run(Step.RunTool run) {
    List<String> lines = new ArrayList<>();
    lines.add("run " + run.command());
    run.reasons().forEach(reason -> lines.add("  " + reason));
    takesEffect(run.takesEffect()).ifPresent(lines::add);
    return new FileDiff(run.tool().program(), lines);
  }
}
