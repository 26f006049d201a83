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
  private static final String OWN = POLICIES + "/hosttrust";
  private static final int OTHERS_READ = 04;
  private static final int OTHERS_SEARCH = 01;

  private static String file(Anchor anchor) {
    return OWN + "/" + anchor.fileName();
  }

  @Override
  public String id() {
    return "firefox";
  }

  @Override
  public List<Question<?>> questions(Wanted wanted, Facts known) {
    List<Question<?>> questions = new ArrayList<>();
    Stream.of(ETC, POLICIES, OWN).map(Path::directory).forEach(questions::add);
    wanted.spec().anchors().forEach(anchor -> questions.add(Path.file(file(anchor))));
    questions.addAll(PoliciesSource.questions());
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
    return obstacles.isEmpty() && edit(wanted, source) instanceof Refused refused
        ? List.of(source.path() + " " + refused.reason())
        : obstacles;
  }

  /** A file is there before the policies name it. */
  @Override
  public void plan(Wanted wanted, Facts facts, Steps steps) {
    steps.directory(ETC);
    steps.directory(POLICIES);
    steps.takesEffect("when Firefox is started anew");
    steps.ownDirectory(OWN);
    for (Anchor anchor : wanted.spec().anchors()) {
      steps.file(file(anchor), Content.of(anchor.content()));
      facts.content(file(anchor)).stream()
          .flatMap(old -> kept(old, anchor).stream())
          .forEach(steps::warn);
    }
    policies(wanted, facts, steps);
    unreadable(facts).forEach(steps::warn);
  }

  private static void policies(Wanted wanted, Facts facts, Steps steps) {
    PoliciesSource source = PoliciesSource.of(facts);
    if (!(edit(wanted, source) instanceof Edited edited)) {
      throw new IllegalStateException(source.path() + " was checked to be what Firefox reads");
    }
    Content content = Content.ofLatin1(edited.text());
    if (!source.isInEtc()) {
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
  public List<Proof> proofs(Wanted wanted, Facts facts) {
    return wanted.spec().anchors().stream()
        .flatMap(anchor -> FileProofs.of(id(), anchor, file(anchor), facts).stream())
        .toList();
  }

  /** Entries that name the system store's file of an anchor get the one of this store. */
  private static TextEdit edit(Wanted wanted, PoliciesSource source) {
    List<Anchor> anchors = wanted.spec().anchors();
    Map<String, String> moved = new LinkedHashMap<>();
    anchors.forEach(anchor -> moved.put(DebianStore.file(anchor), file(anchor)));
    return FirefoxPolicies.install(
        source.content().latin1(), anchors.stream().map(FirefoxStore::file).toList(), moved);
  }

  private static List<String> kept(Content old, Anchor anchor) {
    return Replacement.of(file(anchor), old, Content.of(anchor.content())).stream()
        .flatMap(replacement -> replacement.certificates().stream())
        .map(
            certificate ->
                "profiles of Firefox that have "
                    + certificate.described()
                    + " go on trusting it; see docs/stores.md for how to take it out")
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
