// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

import dev.hosttrust.agent.facts.AnchorFacts;
import dev.hosttrust.agent.facts.HostFacts;
import dev.hosttrust.agent.facts.Layout;
import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.facts.PathFact.Directory;
import dev.hosttrust.agent.facts.PathFact.Link;
import dev.hosttrust.agent.facts.PathFact.Other;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.trust.Anchor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must be put right by hand before a host can be planned; each reason names the remedy. */
final class HostCheck {
  private static final String REINSTALL =
      "put it back with 'apt-get install --reinstall ca-certificates'";

  private final Survey survey;
  private final HostFacts facts;
  private final List<String> obstacles = new ArrayList<>();

  private HostCheck(Survey survey, HostFacts facts) {
    this.survey = survey;
    this.facts = facts;
  }

  static List<String> obstacles(Survey survey, HostFacts facts) {
    HostCheck check = new HostCheck(survey, facts);
    check.tools();
    if (check.obstacles.isEmpty()) {
      check.rights();
      check.kinds();
      check.neededPaths();
      survey.spec().anchors().forEach(check::baseName);
    }
    return List.copyOf(check.obstacles);
  }

  /** What a plan would write to and cannot; a dry run must not promise it. */
  static List<String> unwritable(Plan plan) {
    return plan.steps().stream()
        .map(HostCheck::directory)
        .flatMap(Optional::stream)
        .distinct()
        .filter(path -> plan.guards().get(path) instanceof Directory d && !d.writable())
        .map(
            path ->
                path
                    + " cannot be written to; if its file system is mounted read-only, remount it"
                    + " with 'mount -o remount,rw'")
        .toList();
  }

  /** The directory in which a step writes. */
  private static Optional<String> directory(Step step) {
    return switch (step) {
      case Step.CreateDirectory create -> Optional.of(parent(create.path()));
      case Step.WriteFile write -> Optional.of(parent(write.path()));
      case Step.ChangeAttributes change -> Optional.of(parent(change.path()));
      case Step.UpdateTrust update -> Optional.of(Layout.HASHED);
      case Step.RemoveLeftovers sweep -> Optional.empty();
    };
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private void tools() {
    if (facts.missingTools().contains("update-ca-certificates")) {
      obstacles.add(
          "update-ca-certificates is missing; install it with 'apt-get install ca-certificates'"
              + " (hosttrust knows Debian and Ubuntu)");
      return;
    }
    facts.missingTools().stream()
        .sorted()
        .forEach(tool -> obstacles.add(tool + " is missing; install " + packageOf(tool)));
  }

  private static String packageOf(String tool) {
    return switch (tool) {
      case "flock" -> "the package util-linux";
      case "awk" -> "the package mawk";
      case "base64", "id", "readlink", "sha256sum", "stat" -> "the package coreutils";
      default -> "the package " + tool;
    };
  }

  private void rights() {
    if (survey.root().isSystem() && facts.uid() != 0) {
      obstacles.add(
          "the commands run as uid %d, not as root; log in as root or become it with -b"
              .formatted(facts.uid()));
    }
  }

  private void kinds() {
    Set<String> files = new HashSet<>();
    survey.spec().anchors().forEach(anchor -> files.add(survey.file(anchor)));
    survey.spec().registryFiles().forEach(file -> files.add(survey.file(file)));
    files.add(Layout.CONFIGURATION);
    for (String path : survey.paths()) {
      kind(path, files.contains(path)).ifPresent(obstacles::add);
    }
  }

  private Optional<String> kind(String path, boolean file) {
    String wanted = file ? "a regular file" : "a directory";
    return switch (facts.at(path)) {
      case Link link ->
          Optional.of(
              "%s is a symbolic link to %s, and hosttrust writes through none; put %s in its place"
                  .formatted(path, link.target(), wanted));
      case Other other ->
          Optional.of("%s is %s; put %s in its place".formatted(path, other.what(), wanted));
      case Directory directory when file ->
          Optional.of("%s is a directory; move it away".formatted(path));
      case RegularFile regular when !file ->
          Optional.of("%s is a file, a directory is needed; move it away".formatted(path));
      default -> Optional.empty();
    };
  }

  private void neededPaths() {
    needed(Layout.HASHED);
    needed(Layout.CONFIGURATION);
  }

  private void needed(String path) {
    if (facts.at(path) instanceof Absent) {
      String root = survey.root().path();
      obstacles.add(
          root
              + path
              + " is missing, which the tool needs; "
              + (survey.root().isSystem() ? REINSTALL : "see whether " + root + " holds a system"));
    }
  }

  /** Two certificates with one base name share a link, and one of the two is not trusted. */
  private void baseName(Anchor anchor) {
    String pem = anchor.name() + ".pem";
    Optional<String> other = listed(anchor, pem).or(() -> unlisted(pem)).or(() -> linked(anchor));
    other.ifPresent(
        path ->
            obstacles.add(
                "%s is there already, and its link %s/%s would be that of %s; choose another name"
                    .formatted(path, Layout.HASHED, pem, survey.file(anchor))));
  }

  private Optional<String> listed(Anchor anchor, String pem) {
    return facts.at(Layout.CONFIGURATION) instanceof RegularFile conf
        ? CertificatesConf.of(conf.content())
            .clash(Survey.entry(anchor), pem)
            .map(entry -> Layout.CERTIFICATES + "/" + entry)
        : Optional.empty();
  }

  private Optional<String> unlisted(String pem) {
    return facts.administratorCertificates().stream()
        .filter(path -> CertificatesConf.pemName(path).equals(pem))
        .findFirst();
  }

  private Optional<String> linked(Anchor anchor) {
    AnchorFacts.Pem pem = facts.of(anchor.name()).pem();
    return switch (pem.kind()) {
      case FOREIGN -> Optional.of(pem.target());
      case OTHER -> Optional.of(Layout.HASHED + "/" + anchor.name() + ".pem");
      case ABSENT, OURS, DANGLING -> Optional.empty();
    };
  }
}
