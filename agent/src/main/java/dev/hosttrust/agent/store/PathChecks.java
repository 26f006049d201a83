// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact.Directory;
import dev.hosttrust.agent.facts.PathFact.Link;
import dev.hosttrust.agent.facts.PathFact.LinkToDirectory;
import dev.hosttrust.agent.facts.PathFact.LinkToFile;
import dev.hosttrust.agent.facts.PathFact.Other;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path.Use;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What must be put right by hand before a host can be changed, whatever the store; each reason
 * names the remedy.
 */
final class PathChecks {
  /** What {@code look_at} in {@code agent.sh} says of a file that it does not read. */
  private static final Pattern TOO_LARGE = Pattern.compile("a file of ([0-9]+) bytes");

  /** The largest file that {@code agent.sh} reads. */
  private static final int LIMIT = 1_048_576;

  private PathChecks() {}

  /** The programs that the agent itself needs. */
  static List<String> missingTools(Facts facts) {
    return facts.missingTools().stream()
        .map(tool -> tool + " is missing; install the package " + packageOf(tool))
        .toList();
  }

  private static String packageOf(String tool) {
    return switch (tool) {
      case "flock" -> "util-linux";
      case "awk" -> "mawk";
      case "find" -> "findutils";
      default -> "coreutils";
    };
  }

  static List<String> rights(TreeRoot root, Facts facts) {
    return root.isSystem() && facts.uid() != 0
        ? List.of(
            "the commands run as uid %d, not as root; log in as root or become it with -b"
                .formatted(facts.uid()))
        : List.of();
  }

  /** Paths that are to be written, and those above them, that are not what they should be. */
  static List<String> kinds(List<Question<?>> questions, Facts facts) {
    return questions.stream()
        .filter(Question.Path.class::isInstance)
        .map(Question.Path.class::cast)
        .filter(Question.Path::isWritten)
        .flatMap(
            path ->
                Stream.concat(
                    path.above().stream().flatMap(up -> kind(up, false, facts).stream()),
                    kind(path.path(), path.use() == Use.FILE, facts).stream()))
        .distinct()
        .toList();
  }

  /** Why a file cannot be written at a path; a link to anything but a directory gives way. */
  static Optional<String> file(String path, Facts facts) {
    return kind(path, true, facts);
  }

  private static Optional<String> kind(String path, boolean file, Facts facts) {
    return switch (facts.at(path)) {
      case Other other when file -> Optional.of(noFile(path, other));
      case Other other ->
          Optional.of("%s is %s; put a directory in its place".formatted(path, other.what()));
      case Directory directory when file ->
          Optional.of("%s is a directory; move it away".formatted(path));
      case LinkToDirectory link when file ->
          Optional.of(
              "%s is a symbolic link to the directory %s; move it away"
                  .formatted(path, link.target()));
      case RegularFile regular when !file ->
          Optional.of("%s is a file, a directory is needed; move it away".formatted(path));
      case LinkToDirectory link when !link.isSafe() -> Optional.of(doubt(path, link));
      case Link link when !file -> Optional.of(noDirectory(path, link.target()));
      case LinkToFile link when !file -> Optional.of(noDirectory(path, link.target()));
      default -> Optional.empty();
    };
  }

  /** What is wrong with something that stands where a file is to be read, and what to do. */
  static String noFile(String path, Other other) {
    Matcher large = TOO_LARGE.matcher(other.what());
    return large.matches()
        ? String.format(
            Locale.ROOT,
            "%s is a file of %,d bytes, and hosttrust reads no more than %,d; make it smaller",
            path,
            Long.parseLong(large.group(1)),
            LIMIT)
        : "%s is %s; put a regular file in its place".formatted(path, other.what());
  }

  private static String noDirectory(String path, String target) {
    return "%s is a symbolic link to %s, which is no directory; put a directory in its place"
        .formatted(path, target);
  }

  /** Whoever may change a path on the way decides what root writes to. */
  private static String doubt(String path, LinkToDirectory link) {
    return ("%s is a symbolic link to %s, and others than root may change %s on the way there; let"
            + " it and the directories above it belong to root alone ('chown root', 'chmod go-w'),"
            + " or put a directory in place of the link")
        .formatted(path, link.target(), link.doubt());
  }

  /** What a plan would write to and cannot; a dry run must not promise it. */
  static List<String> unwritable(Plan plan, Facts facts) {
    return plan.steps().stream()
        .flatMap(step -> directories(step, facts))
        .distinct()
        .filter(facts::isReadOnly)
        .map(
            path ->
                path
                    + " cannot be written to; if its file system is mounted read-only, remount it"
                    + " with 'mount -o remount,rw'")
        .toList();
  }

  /** The directories in which a step writes. */
  private static Stream<String> directories(Step step, Facts facts) {
    return switch (step) {
      case Step.CreateDirectory create -> Stream.of(Question.Path.parent(create.path()));
      case Step.WriteFile write -> Stream.of(Question.Path.parent(write.path()));
      case Step.ChangeAttributes change -> Stream.of(Question.Path.parent(change.path()));
      case Step.RemoveFile remove -> Stream.of(Question.Path.parent(remove.path()), remove.aside());
      case Step.RemoveDirectory remove -> Stream.of(Question.Path.parent(remove.path()));
      case Step.RunTool run -> run.tool().snapshot().stream().map(facts::real);
      case Step.RestartDaemon restart -> Stream.of();
      case Step.RemoveLeftovers sweep -> sweep.directories().stream().map(facts::real);
    };
  }
}
