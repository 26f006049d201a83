// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.DaemonFact;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.LinkFact;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Bundled;
import dev.hosttrust.agent.facts.Question.CommandOutput;
import dev.hosttrust.agent.facts.Question.Copies;
import dev.hosttrust.agent.facts.Question.Daemon;
import dev.hosttrust.agent.facts.Question.HashLinks;
import dev.hosttrust.agent.facts.Question.Holds;
import dev.hosttrust.agent.facts.Question.Keystore;
import dev.hosttrust.agent.facts.Question.LinkTo;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Output;
import dev.hosttrust.agent.facts.Question.PackageState;
import dev.hosttrust.agent.facts.Question.Setting;
import dev.hosttrust.agent.facts.Question.Tool;
import dev.hosttrust.agent.facts.Question.Tree;
import dev.hosttrust.agent.protocol.AnswerLines.Fields;
import dev.hosttrust.agent.shell.ExecResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Gathers the lines of a probe into facts. */
final class FactsReader {
  /** Files in a directory; a host that has more is not what it says it is. */
  private static final int MOST_NAMES = 20_000;

  private static final int MOST_TOOLS = 100;
  private static final Pattern BASE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,254}");

  private final Questions questions;
  private final ExecResult result;
  private final Facts.Builder facts = new Facts.Builder();
  private final Set<Integer> looked = new HashSet<>();
  private final Set<String> missingTools = new HashSet<>();
  private final Map<HashLinks, SequencedSet<String>> hashLinks = new LinkedHashMap<>();
  private boolean hasIdentity;

  /**
   * @param result what the lines came with, for the message where a look failed
   */
  FactsReader(Questions questions, ExecResult result) {
    this.questions = questions;
    this.result = result;
  }

  /**
   * @return whether the line was one of a probe
   */
  boolean take(Fields line, AnswerLines lines) throws ProtocolException {
    switch (line.tag()) {
      case "host" -> {
        facts.identity(line.number(1), line.number(2));
        hasIdentity = true;
      }
      case "lacks" -> missingTool(line.get(1));
      case "broken" -> throw broken(line);
      case "path" -> path(line, lines);
      case "leftover" -> leftover(line);
      case "bundled" -> facts.answer(bundled(line), Optional.of(lines.block()));
      case "copies" -> facts.answer(question(line, Copies.class), line.number(2));
      case "hash_link" -> hashLink(line);
      case "link_to" -> facts.answer(linkTo(line), linkFact(line, lines));
      case "names" -> names(line, lines);
      case "held" -> facts.answer(question(line, Holds.class), true);
      case "keystore" -> facts.answer(question(line, Keystore.class), keystoreState(line));
      case "package" -> facts.answer(question(line, PackageState.class), line.get(2));
      case "setting" -> facts.answer(question(line, Setting.class), line.get(2));
      case "tree" -> facts.answer(question(line, Tree.class), TreeReader.read(lines.block()));
      case "tool" -> facts.answer(tool(line), true);
      case "daemon" -> daemon(line);
      case "output_of" -> facts.answer(output(line), Optional.of(commandOutput(line, lines)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void missingTool(String name) {
    missingTools.add(bounded(name, missingTools.size(), MOST_TOOLS));
    facts.missingTool(name);
  }

  private static String bounded(String value, int before, int most) {
    if (before >= most) {
      throw new IllegalArgumentException("more than %,d of a kind".formatted(most));
    }
    return value;
  }

  /**
   * A tool of the host that every look needs failed, so that what it tells is not to be believed.
   */
  private ProtocolException broken(Fields line) {
    String said = Excerpt.lastLine(result.stderr());
    return new ProtocolException(
        "'%s' failed on the host%s".formatted(line.from(1), said.isEmpty() ? "" : ": " + said));
  }

  /** The question that a line answers, which must be of the kind that the line's tag is for. */
  private <Q extends Question<?>> Q question(Fields line, Class<Q> kind) {
    Question<?> question = questions.get(line.number(1));
    if (!kind.isInstance(question)) {
      throw new IllegalArgumentException(line.from(0) + " answers another question");
    }
    return kind.cast(question);
  }

  private Bundled bundled(Fields line) {
    return question(line, Bundled.class);
  }

  private LinkTo linkTo(Fields line) {
    return question(line, LinkTo.class);
  }

  private Tool tool(Fields line) {
    return question(line, Tool.class);
  }

  private Output output(Fields line) {
    return question(line, Output.class);
  }

  /**
   * Its service, when it started, its ticks, and when each of its files changed; "-" where there is
   * none.
   */
  private void daemon(Fields line) {
    Daemon question = question(line, Daemon.class);
    String service = line.get(2);
    if (service.equals("-")) {
      service = question.services().getFirst();
    } else if (!question.services().contains(service)) {
      throw new IllegalArgumentException("service " + service);
    }
    Map<String, Instant> changed = new HashMap<>();
    for (int i = 0; i < question.files().size(); i++) {
      String seconds = line.get(5 + i);
      if (!seconds.equals("-")) {
        changed.put(question.files().get(i), Instant.ofEpochSecond(Long.parseLong(seconds)));
      }
    }
    Instant started = Instant.ofEpochSecond(Long.parseLong(line.get(3)));
    long ticks = Long.parseLong(line.get(4));
    facts.answer(question, Optional.of(new DaemonFact(service, started, ticks, changed)));
  }

  private void path(Fields line, AnswerLines lines) {
    facts.at(questions.path(line.number(1)), pathFact(line, lines));
    looked.add(line.number(1));
  }

  /** The left-overs of a tool's run name the directory that the tool was about to change. */
  private void leftover(Fields line) {
    String directory = questions.workDirectories().get(line.number(1) - 1);
    facts.leftovers(directory);
    if (line.get(2).equals("snapshot") && BASE_NAME.matcher(line.get(3)).matches()) {
      facts.cutOff(directory + "/" + line.get(3));
    }
  }

  private void hashLink(Fields line) {
    HashLinks question = question(line, HashLinks.class);
    String hash = question.certificate().subjectHash();
    String name = line.get(2);
    if (!name.startsWith(hash + ".") || name.length() > hash.length() + 3) {
      throw new IllegalArgumentException("link " + name);
    }
    hashLinks.computeIfAbsent(question, q -> new LinkedHashSet<>()).add(name);
  }

  private void names(Fields line, AnswerLines lines) {
    Names question = question(line, Names.class);
    List<String> paths = new ArrayList<>();
    // A name may have line ends in it; its first line stands for it.
    Arrays.stream(lines.block().text().split("\n"))
        .filter(path -> path.startsWith("./"))
        .map(path -> question.directory() + path.substring(1))
        .forEach(path -> paths.add(bounded(path, paths.size(), MOST_NAMES)));
    facts.answer(question, List.copyOf(paths));
  }

  private static PathFact pathFact(Fields line, AnswerLines lines) {
    return switch (line.get(2)) {
      case "absent" -> new PathFact.Absent();
      case "directory" -> directory(line);
      case "file" -> new PathFact.RegularFile(attributes(line), lines.block());
      case "link" -> new PathFact.Link(line(lines));
      case "link_to_file" -> new PathFact.LinkToFile(line(lines), lines.block());
      case "link_to_directory" ->
          new PathFact.LinkToDirectory(line(lines), whole(lines), directory(line), line(lines));
      case "other" -> new PathFact.Other(line.from(3));
      default -> throw new IllegalArgumentException("path " + line.get(2));
    };
  }

  /** A text for people. */
  private static String line(AnswerLines lines) {
    return Excerpt.of(lines.block().text().strip());
  }

  /** A path that is written to, with all its characters. */
  private static String whole(AnswerLines lines) {
    String text = lines.block().latin1();
    return new String(
        text.substring(0, text.length() - 1).getBytes(StandardCharsets.ISO_8859_1),
        StandardCharsets.UTF_8);
  }

  private static PathFact.Directory directory(Fields line) {
    return new PathFact.Directory(attributes(line), line.get(6).equals("rw"));
  }

  private static Attributes attributes(Fields line) {
    return new Attributes(Integer.parseInt(line.get(3), 8), line.number(4), line.number(5));
  }

  private static LinkFact linkFact(Fields line, AnswerLines lines) {
    LinkFact.Kind kind =
        switch (line.get(2)) {
          case "to_file" -> LinkFact.Kind.TO_FILE;
          case "elsewhere" -> LinkFact.Kind.ELSEWHERE;
          case "dangling" -> LinkFact.Kind.DANGLING;
          case "no_link" -> LinkFact.Kind.NO_LINK;
          default -> throw new IllegalArgumentException("link_to " + line.get(2));
        };
    Content target = lines.block();
    return new LinkFact(kind, Excerpt.of(target.text().strip()));
  }

  private static Keystore.State keystoreState(Fields line) {
    return switch (line.get(2)) {
      case "whole" -> Keystore.State.WHOLE;
      case "pkcs12" -> Keystore.State.PKCS12;
      case "empty" -> Keystore.State.EMPTY;
      case "cut_off" -> Keystore.State.CUT_OFF;
      case "dangling" -> Keystore.State.DANGLING;
      case "other" -> Keystore.State.OTHER;
      default -> throw new IllegalArgumentException("keystore " + line.get(2));
    };
  }

  private static CommandOutput commandOutput(Fields line, AnswerLines lines) {
    return new CommandOutput(line.number(2), lines.block().text());
  }

  Facts facts() throws ProtocolException {
    // A host that lacks a tool is not looked at any further.
    if (missingTools.isEmpty() && (!hasIdentity || looked.size() != questions.paths())) {
      throw new ProtocolException("the agent's answer is not complete");
    }
    hashLinks.forEach((question, names) -> facts.answer(question, List.copyOf(names)));
    return facts.build();
  }
}
