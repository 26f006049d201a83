// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.facts.PathFact.Directory;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.Step.ChangeAttributes;
import dev.hosttrust.agent.plan.Step.CreateDirectory;
import dev.hosttrust.agent.plan.Step.RemoveDirectory;
import dev.hosttrust.agent.plan.Step.RemoveFile;
import dev.hosttrust.agent.plan.Step.RunTool;
import dev.hosttrust.agent.plan.Step.WriteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes what one store wants on a host and keeps what is to be done for it: nothing, where the
 * facts say that it is so already. For one thread.
 */
public final class Steps {
  private static final Pattern SECRET =
      Pattern.compile("(?i)passw|secret|token|authorization|\\bauth\\b");

  private static final Pattern LEFTOVER = Pattern.compile("/\\.hosttrust-[^/]*\\.(new|old)");

  private final Facts facts;
  private final Attributes directoryAttributes;
  private final Attributes fileAttributes;
  private final List<Step> files = new ArrayList<>();
  private final List<Step> tools = new ArrayList<>();
  private final List<Step> after = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private List<Step> changes = files;
  private String takesEffect = "";

  /**
   * @param uid the owner of what is made
   * @param gid its group
   */
  public Steps(Facts facts, int uid, int gid) {
    this.facts = facts;
    this.directoryAttributes = new Attributes(0755, uid, gid);
    this.fileAttributes = new Attributes(0644, uid, gid);
  }

  /**
   * When the readers of the files that are given from now on see them, and what that costs.
   *
   * @param when the end of a sentence that begins with "takes effect", such as {@code at the next
   *     pull; no restart}
   */
  public void takesEffect(String when) {
    takesEffect = when;
  }

  /** A directory on the way, whose mode and owner are the system's affair once it exists. */
  public void directory(String path) {
    if (facts.at(path) instanceof Absent) {
      changes.add(new CreateDirectory(facts.real(path), directoryAttributes));
    }
  }

  /** A directory with mode 0755 that belongs to root, or to the owner of the tree. */
  public void ownDirectory(String path) {
    directory(path);
    facts
        .directory(path)
        .ifPresent(
            directory -> attributes(path, directory, directory.attributes(), directoryAttributes));
  }

  /** A file with mode 0644 that belongs to root, or to the owner of the tree. */
  public void file(String path, Content content) {
    PathFact before = facts.at(path);
    if (before instanceof RegularFile file && file.content().equals(content)) {
      attributes(path, file, file.attributes(), fileAttributes);
    } else {
      changes.add(new WriteFile(facts.real(path), before, fileAttributes, content, takesEffect));
    }
  }

  /**
   * Another content for a file of somebody else, which keeps its mode and owner. In place of a link
   * it is a file of its own. If the old content looks as if it held passwords, reports show no more
   * of the file than the lines that are new.
   */
  public void edit(String path, Content content) {
    if (!(standing(path) instanceof RegularFile file)) {
      file(path, content);
    } else if (!file.content().equals(content)) {
      Content safe = withoutSecrets(file.content(), content);
      changes.add(new WriteFile(facts.real(path), file, file.attributes(), safe, takesEffect));
    }
  }

  /** What stands at a path when the steps that were given so far are done. */
  private PathFact standing(String path) {
    String real = facts.real(path);
    return Stream.concat(files.stream(), after.stream())
        .filter(step -> step instanceof WriteFile write && write.path().equals(real))
        .map(WriteFile.class::cast)
        .<PathFact>map(write -> new RegularFile(write.attributes(), write.content()))
        .reduce((first, last) -> last)
        .orElseGet(() -> facts.at(path));
  }

  private static Content withoutSecrets(Content before, Content after) {
    if (!after.shown().isEmpty() || !SECRET.matcher(before.latin1()).find()) {
      return after;
    }
    Set<String> old = before.text().lines().collect(Collectors.toSet());
    List<String> added = after.text().lines().filter(line -> !old.contains(line)).toList();
    return after.shownAs(added.isEmpty() ? List.of("lines are removed") : added);
  }

  private void attributes(String path, PathFact before, Attributes from, Attributes to) {
    if (!from.equals(to)) {
      changes.add(new ChangeAttributes(facts.real(path), before, from, to));
    }
  }

  /** The file at a path goes, if there is one, or a link that stands there. */
  public void remove(String path) {
    remove(path, Question.Path.parent(path));
  }

  private void remove(String path, String aside) {
    if (!(facts.at(path) instanceof Absent)) {
      changes.add(new RemoveFile(place(path), facts.at(path), facts.real(aside), takesEffect));
    }
  }

  /**
   * Files go, and with them their directory where it is as we make them, and nothing else is in it
   * or comes into it, besides what an interrupted run left there, which the plan removes first. The
   * host was asked for all names in the directory.
   */
  public void removeWithDirectory(String directory, List<String> files) {
    if (facts.at(directory) instanceof Directory there
        && there.attributes().equals(directoryAttributes)
        && facts.of(new Question.Names(directory, "")).stream()
            .allMatch(path -> files.contains(path) || isSwept(directory, path))
        && this.files.stream().noneMatch(step -> isWrittenIn(directory, step))) {
      files.forEach(file -> remove(file, Question.Path.parent(directory)));
      changes.add(new RemoveDirectory(place(directory), there.attributes()));
    } else {
      files.forEach(this::remove);
    }
  }

  /** What an interrupted run left of files; what it left of a tool's run stays until the end. */
  private boolean isSwept(String directory, String path) {
    return facts.leftovers().contains(directory)
        && LEFTOVER.matcher(path.substring(directory.length())).matches();
  }

  private static boolean isWrittenIn(String directory, Step step) {
    return step instanceof WriteFile write && write.path().startsWith(directory + "/");
  }

  /** A file's path without links to directories above it. */
  private String place(String path) {
    String parent = Question.Path.parent(path);
    return facts.real(parent) + path.substring(parent.length());
  }

  /** What is given from now on is done when the tools of all stores have run. */
  public void afterTools() {
    changes = after;
  }

  /** A tool that is run when the files of all stores are written. */
  public void run(RunTool tool) {
    tools.add(tool);
  }

  /** What else the operator should know of the host, whether there is anything to do or not. */
  public void warn(String text) {
    warnings.add(text);
  }

  /** The steps that write, in order. */
  public List<Step> files() {
    return List.copyOf(files);
  }

  /** The steps that follow the tools, in order. */
  public List<Step> after() {
    return List.copyOf(after);
  }

  /** The tools to run, in order. */
  public List<Step> tools() {
    return List.copyOf(tools);
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return files.isEmpty() && tools.isEmpty() && after.isEmpty();
  }
}
