// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Question;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One change to a host. The agent does the steps of a plan in order, or none of them. */
public sealed interface Step {

  /** What the step is about, for people: a path, or the reasons to run a tool. */
  String subject();

  /** The beginning of a message that the step failed. */
  String failure();

  /** A directory where nothing was; its parent exists by then. */
  record CreateDirectory(String path, Attributes attributes) implements Step {
    @Override
    public String subject() {
      return path;
    }

    @Override
    public String failure() {
      return "could not create " + path;
    }
  }

  /**
   * Another mode or owner for a directory or file that stays as it is.
   *
   * @param before the directory or file
   */
  record ChangeAttributes(String path, PathFact before, Attributes from, Attributes to)
      implements Step {
    @Override
    public String subject() {
      return path;
    }

    @Override
    public String failure() {
      return "could not set mode and owner of " + path;
    }
  }

  /**
   * A whole file, new or in place of an old one.
   *
   * @param before absent, a regular file, or a link, which gives way to the file; what the link led
   *     to stays as it is
   * @param takesEffect when its readers see it, and what that costs, as the end of a sentence that
   *     begins with "takes effect"; empty if another step tells
   */
  record WriteFile(
      String path, PathFact before, Attributes attributes, Content content, String takesEffect)
      implements Step {

    public WriteFile(String path, PathFact before, Attributes attributes, Content content) {
      this(path, before, attributes, content, "");
    }

    /** Whether there was no file before. */
    public boolean isNew() {
      return before instanceof PathFact.Absent;
    }

    /** What was read at the path before. */
    public Optional<Content> contentBefore() {
      return before.readable();
    }

    @Override
    public String subject() {
      return path;
    }

    @Override
    public String failure() {
      return "could not write " + path;
    }
  }

  /**
   * Takes a file away.
   *
   * @param before the file, or a link that goes in its place; what the link led to stays
   * @param aside the directory in which it is kept until the whole host is done
   * @param takesEffect as for {@link WriteFile}
   */
  record RemoveFile(String path, PathFact before, String aside, String takesEffect)
      implements Step {
    @Override
    public String subject() {
      return path;
    }

    @Override
    public String failure() {
      return "could not remove " + path;
    }
  }

  /**
   * Takes a directory away that is empty by then.
   *
   * @param before its mode and owner, for undoing
   */
  record RemoveDirectory(String path, Attributes before) implements Step {
    @Override
    public String subject() {
      return path;
    }

    @Override
    public String failure() {
      return "could not remove the directory " + path;
    }
  }

  /**
   * Removes what an interrupted run left under temporary names.
   *
   * @param directories those in which it left something
   */
  record RemoveLeftovers(List<String> directories) implements Step {
    public RemoveLeftovers {
      directories = List.copyOf(directories);
    }

    @Override
    public String subject() {
      return "left-over files";
    }

    @Override
    public String failure() {
      return "could not remove what an interrupted run left";
    }
  }

  /**
   * A run of a distribution's tool.
   *
   * @param options its options, shown to people
   * @param treeOptions more of them, which tell it of the tree of another root; none on the running
   *     system
   * @param leaving files that it takes out of the directories of its snapshot; their hash links
   *     lead to another certificate of the hash by then, where there is one, so that a lookup finds
   *     that one all the while
   * @param input the lines that it reads
   * @param effects what must hold afterwards, whatever the tool's exit status says
   * @param reasons why, for people; at least one
   * @param takesEffect as for {@link WriteFile}
   */
  record RunTool(
      HostTool tool,
      List<String> options,
      List<String> treeOptions,
      List<String> leaving,
      List<String> input,
      List<Effect> effects,
      List<String> reasons,
      String takesEffect)
      implements Step {
    /** Of a tool that takes nothing away and reads nothing. */
    public RunTool(
        HostTool tool,
        List<String> options,
        List<String> treeOptions,
        List<Effect> effects,
        List<String> reasons,
        String takesEffect) {
      this(tool, options, treeOptions, List.of(), List.of(), effects, reasons, takesEffect);
    }

    public RunTool {
      options = List.copyOf(options);
      treeOptions = List.copyOf(treeOptions);
      leaving = List.copyOf(leaving);
      input = List.copyOf(input);
      effects = List.copyOf(effects);
      reasons = List.copyOf(reasons);
    }

    /** The program and its options, for people. */
    public String command() {
      return Stream.concat(Stream.of(tool.program()), options.stream())
          .collect(Collectors.joining(" "));
    }

    @Override
    public String subject() {
      return String.join(", ", reasons);
    }

    @Override
    public String failure() {
      return tool.program() + " failed";
    }
  }

  /**
   * Restarts a daemon, behind all other steps and when they are kept. It is not undone; where it
   * fails, the host fails.
   *
   * @param daemon its name, such as {@code docker}
   * @param service its service, without an ending
   * @param health a command that asks its socket, which must end well where there is such a program
   * @param reasons what it does not see until then; at least one
   */
  record RestartDaemon(String daemon, String service, List<String> health, List<String> reasons)
      implements Step {
    public RestartDaemon {
      health = List.copyOf(health);
      reasons = List.copyOf(reasons);
    }

    @Override
    public String subject() {
      return "restart of " + service;
    }

    @Override
    public String failure() {
      return service + " could not be restarted";
    }
  }

  /**
   * What must hold when a tool has run, or must hold no longer.
   *
   * @param question about a certificate, a link or a tool, which the store has asked as well; the
   *     agent answers it at all only where it holds
   * @param holds whether it must hold; otherwise it must not
   * @param lack what is wrong where it is not so, such as {@code the bundle lacks}
   * @param name of whom, such as an anchor
   */
  record Effect(Question<?> question, boolean holds, String lack, String name) {
    /** What must hold. */
    public Effect(Question<?> question, String lack, String name) {
      this(question, true, lack, name);
    }

    /** What must not hold any more, such as {@code the bundle still has}. */
    public static Effect gone(Question<?> question, String rest, String name) {
      return new Effect(question, false, rest, name);
    }

    public Effect {
      if (question instanceof Question.Path
          || question instanceof Question.Names
          || question instanceof Question.Copies
          || question instanceof Question.Daemon
          || question instanceof Question.Setting
          || question instanceof Question.Keystore
          || question instanceof Question.PackageState
          || question instanceof Question.Output) {
        throw new IllegalArgumentException(
            "the agent answers whether it holds or not: " + question);
      }
    }
  }
}
