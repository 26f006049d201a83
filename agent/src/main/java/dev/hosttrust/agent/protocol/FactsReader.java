// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import dev.hosttrust.agent.facts.AnchorFacts;
import dev.hosttrust.agent.facts.AnchorFacts.Pem;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.HostFacts;
import dev.hosttrust.agent.facts.Layout;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.protocol.AnswerLines.Fields;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Gathers the lines of a probe into facts. */
final class FactsReader {
  /** Certificates of the administrator; a host that has more is not what it says it is. */
  private static final int MOST_CERTIFICATES = 20_000;

  private static final int MOST_TOOLS = 100;

  private final Survey survey;
  private final ExecResult result;
  private final List<String> asked;
  private final SequencedMap<String, PathFact> paths = new LinkedHashMap<>();
  private final Set<String> missingTools = new HashSet<>();
  private final Map<Integer, Content> bundled = new HashMap<>();
  private final Map<Integer, Set<String>> hashLinks = new HashMap<>();
  private final Map<Integer, Pem> pems = new HashMap<>();
  private List<String> administratorCertificates = List.of();
  private int uid = -1;
  private int gid = -1;
  private boolean leftovers;
  private boolean updateCutOff;

  /**
   * @param result what the lines came with, for the message where a look failed
   */
  FactsReader(Survey survey, ExecResult result) {
    this.survey = survey;
    this.result = result;
    this.asked = survey.paths();
  }

  /**
   * @return whether the line was one of a probe
   */
  boolean take(Fields line, AnswerLines lines) throws ProtocolException {
    switch (line.tag()) {
      case "host" -> {
        uid = line.number(1);
        gid = line.number(2);
      }
      case "lacks" -> missingTools.add(bounded(line.get(1), missingTools.size(), MOST_TOOLS));
      case "broken" -> throw broken(line);
      case "path" -> paths.put(path(line), pathFact(line, lines));
      case "link" -> link(anchor(line), line.get(2));
      case "pem" -> pems.put(anchor(line), pem(line, lines));
      case "bundle" -> bundled.put(anchor(line), lines.block());
      case "localcerts" -> administratorCertificates = administratorCertificates(lines.block());
      case "leftover" -> {
        leftovers = true;
        updateCutOff |= line.get(1).equals("snapshot");
      }
      default -> {
        return false;
      }
    }
    return true;
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

  /** A line's number of an anchor, from 1. */
  private int anchor(Fields line) {
    return Objects.checkIndex(line.number(1) - 1, survey.spec().anchors().size()) + 1;
  }

  private void link(int number, String name) {
    String hash = survey.spec().anchors().get(number - 1).certificate().subjectHash();
    if (!name.startsWith(hash + ".") || name.length() > hash.length() + 3) {
      throw new IllegalArgumentException("link " + name);
    }
    hashLinks.computeIfAbsent(number, i -> new LinkedHashSet<>()).add(name);
  }

  private static List<String> administratorCertificates(Content found) {
    List<String> paths = new ArrayList<>();
    found
        .text()
        .lines()
        .map(path -> Layout.ADMINISTRATOR_CERTIFICATES + path.substring(1))
        .forEach(path -> paths.add(bounded(path, paths.size(), MOST_CERTIFICATES)));
    return paths;
  }

  /** The path that a line numbers, as the agent was told them. */
  String path(Fields line) {
    return asked.get(line.number(1) - 1);
  }

  private static PathFact pathFact(Fields line, AnswerLines lines) {
    return switch (line.get(2)) {
      case "absent" -> new PathFact.Absent();
      case "directory" -> new PathFact.Directory(attributes(line), line.get(6).equals("rw"));
      case "file" -> new PathFact.RegularFile(attributes(line), lines.block());
      case "link" -> new PathFact.Link(Excerpt.of(lines.block().text().strip()));
      case "other" -> new PathFact.Other(line.from(3));
      default -> throw new IllegalArgumentException("path " + line.get(2));
    };
  }

  private static Attributes attributes(Fields line) {
    return new Attributes(Integer.parseInt(line.get(3), 8), line.number(4), line.number(5));
  }

  private static Pem pem(Fields line, AnswerLines lines) {
    Pem.Kind kind = Pem.Kind.valueOf(line.get(2).toUpperCase(Locale.ROOT));
    return new Pem(kind, Excerpt.of(lines.block().text().strip()));
  }

  HostFacts facts() throws ProtocolException {
    // A host that lacks a tool is not looked at any further.
    if (missingTools.isEmpty() && (uid < 0 || paths.size() != asked.size())) {
      throw new ProtocolException("the agent's answer is not complete");
    }
    Map<AnchorName, AnchorFacts> anchors = new HashMap<>();
    int number = 0;
    for (Anchor anchor : survey.spec().anchors()) {
      number++;
      anchors.put(
          anchor.name(),
          new AnchorFacts(
              Optional.ofNullable(bundled.get(number)),
              List.copyOf(hashLinks.getOrDefault(number, Set.of())),
              pems.getOrDefault(number, AnchorFacts.NONE.pem())));
    }
    return new HostFacts(
        uid, gid, missingTools, paths, anchors, administratorCertificates, leftovers, updateCutOff);
  }
}
