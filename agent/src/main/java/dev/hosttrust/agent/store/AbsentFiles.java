// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.trust.AbsentAnchor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a directory of ours that belong to absent anchors: {@code NAME.crt} and the parts of
 * a bundle.
 */
final class AbsentFiles {
  private static final String ENDING = ".crt";

  private final String directory;
  private final Names files;
  private final Wanted wanted;
  private final Facts facts;
  private final Set<String> placed;

  /**
   * @param directory such as {@link DebianStore#LOCAL_DIRECTORY}
   */
  AbsentFiles(String directory, Wanted wanted, Facts facts) {
    this.directory = directory;
    this.files = new Names(directory, ENDING);
    this.wanted = wanted;
    this.facts = facts;
    this.placed =
        new PlacedAnchors(this::file, facts)
            .of(wanted.spec().anchors()).stream()
                .map(anchor -> anchor.name().value())
                .collect(Collectors.toSet());
  }

  /** Where a name lies. */
  String file(String name) {
    return directory + "/" + name + ENDING;
  }

  /**
   * The files and their contents.
   *
   * @param listed other files that the host's configuration names
   */
  List<Question<?>> questions(List<String> listed) {
    if (wanted.spec().absent().isEmpty()) {
      return List.of();
    }
    List<Question<?>> questions = new ArrayList<>(List.of(files));
    for (AbsentAnchor anchor : wanted.spec().absent()) {
      names(anchor, listed).forEach(name -> questions.add(Path.look(file(name))));
    }
    return questions;
  }

  /** The names under which an anchor may lie, none of which a trusted anchor has. */
  SequencedSet<String> names(AbsentAnchor anchor, List<String> listed) {
    String name = anchor.name().value();
    Stream<String> part =
        anchor.certificate().map(CaCertificate::partSuffix).map(name::concat).stream();
    Stream<String> found =
        Stream.concat(facts.of(files).stream(), listed.stream())
            .filter(path -> path.startsWith(directory + "/"))
            .map(path -> path.substring(directory.length() + 1))
            .filter(file -> file.endsWith(ENDING))
            .map(file -> file.substring(0, file.length() - ENDING.length()))
            .filter(anchor::mayLieAs);
    return Stream.of(Stream.of(name), part, found)
        .flatMap(names -> names)
        .filter(each -> !placed.contains(each))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The certificates that lie under a name. */
  List<CaCertificate> in(String name) {
    return facts
        .content(file(name))
        .map(content -> FoundCertificates.in(content.latin1()))
        .orElse(List.of());
  }

  /** Whether what lies under one of an anchor's names is the anchor's, or nothing lies there. */
  boolean goes(AbsentAnchor anchor, String name) {
    List<CaCertificate> there = in(name);
    boolean isPart = !name.equals(anchor.name().value());
    if (!facts.exists(file(name))) {
      return !isPart || anchor.certificate().map(c -> name.endsWith(c.partSuffix())).orElse(true);
    }
    if (isPart && (there.size() != 1 || !name.endsWith(there.getFirst().partSuffix()))) {
      return false;
    }
    return anchor.certificate().isEmpty() || (there.size() == 1 && anchor.isOf(there.getFirst()));
  }

  /** The files that go, whether they are there or not. */
  SequencedSet<String> going() {
    SequencedSet<String> going = new LinkedHashSet<>();
    for (AbsentAnchor anchor : wanted.spec().absent()) {
      names(anchor, List.of()).stream()
          .filter(name -> goes(anchor, name))
          .map(this::file)
          .forEach(going::add);
    }
    return going;
  }

  /** The certificates of an anchor: the one that is given, or those that lie under its names. */
  List<CaCertificate> of(AbsentAnchor anchor) {
    return anchor
        .certificate()
        .map(List::of)
        .orElseGet(
            () ->
                names(anchor, List.of()).stream()
                    .filter(name -> goes(anchor, name))
                    .flatMap(name -> in(name).stream())
                    .toList());
  }

  /** Other certificates that lie under the names, for people. */
  List<String> left() {
    SequencedSet<String> left = new LinkedHashSet<>();
    for (AbsentAnchor anchor : wanted.spec().absent()) {
      for (String name : names(anchor, List.of())) {
        if (!goes(anchor, name) && others(anchor).noneMatch(other -> goes(other, name))) {
          left.add(left(anchor, name));
        }
      }
    }
    return List.copyOf(left);
  }

  private Stream<AbsentAnchor> others(AbsentAnchor anchor) {
    return wanted.spec().absent().stream().filter(other -> !other.equals(anchor));
  }

  private String left(AbsentAnchor anchor, String name) {
    Optional<String> first = in(name).stream().findFirst().map(CaCertificate::described);
    return "%s stays: it holds %s, which is not what is to go as %s"
        .formatted(file(name), first.orElse("no certificate"), anchor.name());
  }
}
