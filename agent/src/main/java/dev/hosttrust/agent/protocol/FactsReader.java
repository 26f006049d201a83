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
import dev.hosttrust.agent.spec.Anchor;
import dev.hosttrust.agent.spec.AnchorName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Gathers the lines of a probe into facts. */
final class FactsReader {
  private final Survey survey;
  private final List<String> asked;
  private final SequencedMap<String, PathFact> paths = new LinkedHashMap<>();
  private final Set<String> missingTools = new HashSet<>();
  private final Map<Integer, Content> bundled = new HashMap<>();
  private final Map<Integer, List<String>> hashLinks = new HashMap<>();
  private final Map<Integer, Pem> pems = new HashMap<>();
  private List<String> administratorCertificates = List.of();
  private int uid = -1;
  private int gid = -1;
  private boolean leftovers;

  FactsReader(Survey survey) {
    this.survey = survey;
    this.asked = survey.paths();
  }

  /**
   * @return whether the line was one of a probe
   */
  boolean take(Fields line, AnswerLines lines) {
    switch (line.tag()) {
      case "host" -> {
        uid = line.number(1);
        gid = line.number(2);
      }
      case "lacks" -> missingTools.add(line.get(1));
      case "path" -> paths.put(path(line), pathFact(line, lines));
      case "link" ->
          hashLinks.computeIfAbsent(line.number(1), i -> new ArrayList<>()).add(line.get(2));
      case "pem" -> pems.put(line.number(1), pem(line, lines));
      case "bundle" -> bundled.put(line.number(1), lines.block());
      case "localcerts" -> administratorCertificates = administratorCertificates(lines.block());
      case "leftover" -> leftovers = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  private static List<String> administratorCertificates(Content found) {
    return found
        .text()
        .lines()
        .map(path -> Layout.ADMINISTRATOR_CERTIFICATES + path.substring(1))
        .toList();
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
      case "link" -> new PathFact.Link(lines.block().text().strip());
      case "other" -> new PathFact.Other(line.from(3));
      default -> throw new IllegalArgumentException("path " + line.get(2));
    };
  }

  private static Attributes attributes(Fields line) {
    return new Attributes(Integer.parseInt(line.get(3), 8), line.number(4), line.number(5));
  }

  private static Pem pem(Fields line, AnswerLines lines) {
    Pem.Kind kind = Pem.Kind.valueOf(line.get(2).toUpperCase(Locale.ROOT));
    return new Pem(kind, lines.block().text().strip());
  }

  HostFacts facts() throws ProtocolException {
    if (uid < 0 || paths.size() != asked.size()) {
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
              hashLinks.getOrDefault(number, List.of()),
              pems.getOrDefault(number, AnchorFacts.NONE.pem())));
    }
    return new HostFacts(
        uid, gid, missingTools, paths, anchors, administratorCertificates, leftovers);
  }
}
