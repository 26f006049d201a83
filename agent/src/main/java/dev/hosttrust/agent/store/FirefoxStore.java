// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Replacement;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.store.TextEdit.Edited;
import dev.hosttrust.agent.store.TextEdit.Refused;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    questions.addAll(new FirefoxRemoval(wanted, known).questions());
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

  /** A file is there before the policies list it, and goes when they do not. */
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
    new FirefoxRemoval(wanted, facts).plan(steps);
    unreadable(facts).forEach(steps::warn);
  }

  private static void policies(Wanted wanted, Facts facts, Steps steps) {
    PoliciesSource source = PoliciesSource.of(facts);
    if (!(edit(wanted, facts, source) instanceof Edited edited)) {
      throw new IllegalStateException(source.path() + " was checked to be what Firefox reads");
    }
    Content content = Content.ofLatin1(edited.text());
    boolean nothingElse =
        wanted.spec().anchors().isEmpty()
            && FirefoxPolicies.isOnly(
                source.content().latin1(), new FirefoxRemoval(wanted, facts).unlisted());
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
  public List<LeftTrust.Kept> kept(Wanted wanted, Facts facts, AfterPlan after) {
    return new FirefoxRemoval(wanted, facts).kept();
  }

  @Override
  public List<Proof> proofs(Wanted wanted, Facts facts) {
    List<Proof> proofs = new ArrayList<>();
    List<Anchor> placed = placed(wanted, facts);
    for (int i = 0; i < placed.size(); i++) {
      FileProofs.of(id(), wanted.spec().anchors().get(i), file(placed.get(i)), facts)
          .ifPresent(proofs::add);
    }
    proofs.addAll(new FirefoxRemoval(wanted, facts).proofs(id()));
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
        new FirefoxRemoval(wanted, facts).unlisted());
  }

  private static List<String> kept(Content old, Anchor anchor) {
    return Replacement.of(file(anchor), old, Content.of(anchor.content())).stream()
        .flatMap(replacement -> replacement.certificates().stream())
        .map(FirefoxRemoval::remembered)
        .toList();
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
