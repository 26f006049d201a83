// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Replacement;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.store.TextEdit.Edited;
import dev.hosttrust.agent.store.TextEdit.Refused;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Firefox, of all users of a host: its policies list files of CAs, which it copies into each
 * profile when it starts ({@link FirefoxPolicies}). It never takes one out of a profile again.
 *
 * <p>The files lie in a directory of hosttrust's own below {@code /etc/firefox}: the snap's Firefox
 * may read there and not in the host's {@code /usr/share}, and the store does not need {@code
 * system} beside it.
 */
final class FirefoxStore implements Store {
  private static final String ETC = "/etc/firefox";
  private static final String POLICIES = ETC + "/policies";
  static final String OWN = POLICIES + "/hosttrust";
  private static final int OTHERS_READ = 04;
  private static final int OTHERS_SEARCH = 01;

  private static String file(Anchor anchor) {
    return file(anchor.name().value());
  }

  static String file(String name) {
    return OWN + "/" + name + ".crt";
  }

  /** The trusted anchors by the names that they have here. */
  private static List<Anchor> placed(Wanted wanted, Facts facts) {
    return new PlacedAnchors(FirefoxStore::file, facts).of(wanted.spec().anchors());
  }

  /** The files of anchors that go, whether they are there or not. */
  private static Set<String> gone(Wanted wanted, Facts facts) {
    return new AbsentFiles(OWN, wanted, facts).going();
  }

  /** Those, and the system store's of the same anchors, which an administrator may have listed. */
  private static Set<String> unlisted(Wanted wanted, Facts facts) {
    Set<String> unlisted = new LinkedHashSet<>(gone(wanted, facts));
    unlisted.addAll(RegistryRemoval.local(wanted, facts).going());
    return unlisted;
  }

  /** One for each anchor that goes. */
  private static List<LeftTrust> left(Wanted wanted, Facts facts) {
    AbsentFiles own = new AbsentFiles(OWN, wanted, facts);
    return wanted.spec().absent().stream()
        .map(
            anchor ->
                new LeftTrust("Firefox", Optional.empty(), List.of(anchor), own.of(anchor), facts))
        .toList();
  }

  /** The files that policies list and that are not ours. */
  private static List<String> others(Wanted wanted, Facts facts) {
    List<String> others = new ArrayList<>();
    if (PoliciesSource.obstacles(facts).isEmpty()) {
      others.addAll(FirefoxPolicies.installed(PoliciesSource.of(facts).content().latin1()));
    }
    others.removeIf(path -> !path.startsWith("/") || path.startsWith(OWN + "/"));
    others.removeAll(unlisted(wanted, facts));
    return others;
  }

  @Override
  public String id() {
    return "firefox";
  }

  @Override
  public List<Question<?>> questions(Wanted wanted, Facts known) {
    List<Question<?>> questions = new ArrayList<>();
    Stream.of(ETC, POLICIES, OWN).map(Path::directory).forEach(questions::add);
    placed(wanted, known).forEach(anchor -> questions.add(Path.file(file(anchor))));
    PlacedAnchors.paths(wanted.spec().anchors(), FirefoxStore::file)
        .map(Path::look)
        .forEach(questions::add);
    questions.addAll(PoliciesSource.questions());
    questions.addAll(new AbsentFiles(OWN, wanted, known).questions(List.of()));
    questions.addAll(RegistryRemoval.local(wanted, known).questions(List.of()));
    gone(wanted, known).forEach(path -> questions.add(Path.file(path)));
    if (!wanted.spec().absent().isEmpty()) {
      questions.add(new Names(OWN, ""));
    }
    for (LeftTrust left : left(wanted, known)) {
      questions.addAll(left.questions(others(wanted, known)));
    }
    return questions;
  }

  @Override
  public boolean isOn(Wanted wanted, Facts facts) {
    return PoliciesSource.isThere(facts);
  }

  @Override
  public List<String> obstacles(Wanted wanted, Facts facts) {
    List<String> obstacles = PoliciesSource.obstacles(facts);
    PoliciesSource source = PoliciesSource.of(facts);
    return obstacles.isEmpty() && edit(wanted, facts, source) instanceof Refused refused
        ? List.of(source.path() + " " + refused.reason())
        : obstacles;
  }

  /** A file is there before the policies name it. */
  @Override
  public void plan(Wanted wanted, Facts facts, Steps steps) {
    List<Anchor> anchors = placed(wanted, facts);
    steps.takesEffect("when Firefox is started anew");
    if (!anchors.isEmpty()) {
      steps.directory(ETC);
      steps.directory(POLICIES);
      steps.ownDirectory(OWN);
    }
    for (Anchor anchor : anchors) {
      steps.file(file(anchor), Content.of(anchor.content()));
      facts.content(file(anchor)).stream()
          .flatMap(old -> kept(old, anchor).stream())
          .forEach(steps::warn);
    }
    policies(wanted, facts, steps);
    remove(wanted, facts, steps);
    unreadable(facts).forEach(steps::warn);
  }

  /** When the policies name it no longer. */
  private static void remove(Wanted wanted, Facts facts, Steps steps) {
    List<String> files = gone(wanted, facts).stream().filter(facts::exists).toList();
    for (String file : files) {
      facts.content(file).map(content -> FoundCertificates.in(content.latin1())).stream()
          .flatMap(List::stream)
          .map(FirefoxStore::kept)
          .forEach(steps::warn);
    }
    if (wanted.spec().anchors().isEmpty()) {
      steps.removeWithDirectory(OWN, files);
    } else {
      files.forEach(steps::remove);
    }
    new AbsentFiles(OWN, wanted, facts).left().forEach(steps::warn);
    for (LeftTrust left : left(wanted, facts)) {
      left.warnings(others(wanted, facts)).forEach(steps::warn);
    }
  }

  private static void policies(Wanted wanted, Facts facts, Steps steps) {
    PoliciesSource source = PoliciesSource.of(facts);
    if (!(edit(wanted, facts, source) instanceof Edited edited)) {
      throw new IllegalStateException(source.path() + " was checked to be what Firefox reads");
    }
    Content content = Content.ofLatin1(edited.text());
    boolean nothingElse =
        wanted.spec().anchors().isEmpty()
            && FirefoxPolicies.isOnly(source.content().latin1(), unlisted(wanted, facts));
    if (nothingElse) {
      steps.remove(PoliciesSource.ETC);
    } else if (wanted.spec().anchors().isEmpty() && content.equals(source.content())) {
      return;
    } else if (!source.isInEtc()) {
      steps.edit(PoliciesSource.ETC, content);
      steps.warn(
          ("%s gets what %s holds, which Firefox does not read any more; change policies there from"
                  + " now on")
              .formatted(PoliciesSource.ETC, source.path()));
    } else if (!content.equals(source.content())) {
      steps.edit(PoliciesSource.ETC, content);
    }
  }

  @Override
  public StoreListing listing(TreeRoot root) {
    return new FirefoxListing();
  }

  @Override
  public List<Proof> proofs(Wanted wanted, Facts facts) {
    List<Proof> proofs = new ArrayList<>();
    List<Anchor> placed = placed(wanted, facts);
    for (int i = 0; i < placed.size(); i++) {
      FileProofs.of(id(), wanted.spec().anchors().get(i), file(placed.get(i)), facts)
          .ifPresent(proofs::add);
    }
    AbsentFiles own = new AbsentFiles(OWN, wanted, facts);
    for (LeftTrust left : left(wanted, facts)) {
      AbsentAnchor anchor = left.anchors().getFirst();
      String sha256 = anchor.certificate().map(CaCertificate::fingerprint).orElse("");
      String path = facts.real(OWN) + "/" + anchor.name() + ".crt";
      if (!left.isIn(others(wanted, facts))
          && (own.of(anchor).isEmpty() || anchor.certificate().isPresent())) {
        proofs.add(new Proof(id(), anchor.name().value(), Proof.Kind.ABSENT, path, sha256));
      }
    }
    return proofs;
  }

  /** Entries that name the system store's file of an anchor get the one of this store. */
  private static TextEdit edit(Wanted wanted, Facts facts, PoliciesSource source) {
    List<Anchor> anchors = placed(wanted, facts);
    Map<String, String> moved = new LinkedHashMap<>();
    anchors.forEach(anchor -> moved.put(DebianStore.file(anchor), file(anchor)));
    return FirefoxPolicies.install(
        source.content().latin1(),
        anchors.stream().map(FirefoxStore::file).toList(),
        moved,
        unlisted(wanted, facts));
  }

  private static List<String> kept(Content old, Anchor anchor) {
    return Replacement.of(file(anchor), old, Content.of(anchor.content())).stream()
        .flatMap(replacement -> replacement.certificates().stream())
        .map(FirefoxStore::kept)
        .toList();
  }

  private static String kept(CaCertificate certificate) {
    return "profiles of Firefox that have "
        + certificate.described()
        + " go on trusting it; see docs/stores.md for how to take it out";
  }

  /** Firefox runs as the user. */
  private static List<String> unreadable(Facts facts) {
    return Stream.of(ETC, POLICIES, PoliciesSource.ETC)
        .filter(path -> isClosed(path, facts))
        .map(
            path ->
                ("%1$s cannot be read by all users, and Firefox has no policies for those who cannot;"
                        + " open it with 'chmod o+rX %1$s'")
                    .formatted(path))
        .toList();
  }

  private static boolean isClosed(String path, Facts facts) {
    if (facts.at(path) instanceof RegularFile file) {
      return (file.attributes().mode() & OTHERS_READ) == 0;
    }
    return facts
        .directory(path)
        .filter(directory -> (directory.attributes().mode() & OTHERS_SEARCH) == 0)
        .isPresent();
  }
}
