// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.facts.PathFact.Link;
import dev.hosttrust.agent.facts.PathFact.Other;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The policies that a host's Firefox has so far. It reads the first file that exists, and that one
 * alone: {@link #ETC}, else {@code distribution/policies.json} where it is installed ({@code
 * EnterprisePoliciesParent.sys.mjs}). Debian's firefox-esr takes {@code /etc/firefox} too.
 *
 * @param path the file that Firefox reads; {@link #ETC} where there is none
 * @param content what it holds; empty where there is none
 */
record PoliciesSource(String path, Content content) {
  static final String ETC = "/etc/firefox/policies/policies.json";

  private static final String DISTRIBUTION = "/distribution/policies.json";

  /** Where packages, Mozilla's archive by its own advice, and the snap have Firefox. */
  private static final List<String> INSTALLATIONS =
      List.of(
          "/usr/lib/firefox-esr",
          "/usr/lib/firefox",
          "/usr/lib64/firefox",
          "/opt/firefox",
          "/snap/firefox/current/usr/lib/firefox");

  /** What to ask a host where the file in /etc may be written. */
  static List<Question<?>> questions() {
    List<Question<?>> questions = looks();
    questions.set(0, Path.file(ETC));
    return questions;
  }

  /** What to ask a host. */
  static List<Question<?>> looks() {
    List<Question<?>> questions = new ArrayList<>();
    questions.add(Path.look(ETC));
    for (String installation : INSTALLATIONS) {
      questions.add(Path.look(installation));
      questions.add(Path.look(installation + DISTRIBUTION));
    }
    return questions;
  }

  /** Whether a host has Firefox, or policies for it. */
  static boolean isThere(Facts facts) {
    return exists(facts.at(ETC))
        || INSTALLATIONS.stream().anyMatch(path -> !(facts.at(path) instanceof Absent));
  }

  /**
   * Why it cannot be told which policies a new file in /etc would hide, each with the path and the
   * remedy.
   */
  static List<String> obstacles(Facts facts) {
    if (exists(facts.at(ETC))) {
      return List.of();
    }
    List<String> obstacles = new ArrayList<>();
    distributions(facts)
        .forEach(
            (path, fact) -> {
              if (fact.readable().isEmpty()) {
                obstacles.add(
                    "%s is %s, and a new %s would hide its policies; put a file in its place"
                        .formatted(
                            path, fact instanceof Other other ? other.what() : "no file", ETC));
              }
            });
    Map<Content, String> different = different(facts);
    if (different.size() > 1) {
      obstacles.add(
          "%s are different, and a new %s would hide them all; write there what shall hold for all"
              .formatted(String.join(" and ", different.values()), ETC));
    }
    return obstacles;
  }

  /** The policies of a host without {@link #obstacles}. */
  static PoliciesSource of(Facts facts) {
    return facts
        .at(ETC)
        .readable()
        .map(content -> new PoliciesSource(ETC, content))
        .or(
            () ->
                different(facts).entrySet().stream()
                    .map(only -> new PoliciesSource(only.getValue(), only.getKey()))
                    .findFirst())
        .orElse(new PoliciesSource(ETC, Content.of("")));
  }

  /** Whether the administrator's own file is what Firefox reads, or would be. */
  boolean isInEtc() {
    return path.equals(ETC);
  }

  /** What distributions' files hold, each with the first path that holds it. */
  private static SequencedMap<Content, String> different(Facts facts) {
    SequencedMap<Content, String> different = new LinkedHashMap<>();
    distributions(facts)
        .forEach(
            (path, fact) ->
                fact.readable().ifPresent(content -> different.putIfAbsent(content, path)));
    return different;
  }

  private static SequencedMap<String, PathFact> distributions(Facts facts) {
    SequencedMap<String, PathFact> distributions = new LinkedHashMap<>();
    for (String installation : INSTALLATIONS) {
      String path = installation + DISTRIBUTION;
      if (exists(facts.at(path))) {
        distributions.put(path, facts.at(path));
      }
    }
    return distributions;
  }

  /** Firefox goes by what a link leads to; one that leads nowhere is nothing. */
  private static boolean exists(PathFact fact) {
    return !(fact instanceof Absent) && !(fact instanceof Link);
  }
}
