// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact.Directory;
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
 * Firefox, of all users of a host: its policies list files of CAs, which it copies into each profile
 * when it starts ({@link FirefoxPolicies}). It never takes one out of a profile again.
 *
 * <p>The files lie in a directory of hosttrust's own below {@code /etc/firefox}: the snap's Firefox
 * may read there and not in the host's {@code /usr/share}, and the store does not need {@code
 * system} beside it.
 */
final class FirefoxStore implements Store {
  private static final String ETC = "/etc/firefox";
  private static final String POLICIES = ETC + "/policies";
  private static final String OWN = POLICIES + "/hosttrust";

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
    steps.ownDirectory(OWN);
    for (Anchor anchor : wanted.spec().anchors()) {
      Content content = Content.of(anchor.content());
      steps.file(file(anchor), content);
      kept(file(anchor), facts, content).forEach(steps::warn);
    }
    PoliciesSource source = PoliciesSource.of(facts);
    if (edit(wanted, source) instanceof Edited edited) {
      steps.edit(PoliciesSource.ETC, Content.ofLatin1(edited.text()));
    }
    if (!source.path().equals(PoliciesSource.ETC)) {
      steps.warn(
          ("%s gets what %s holds, which Firefox does not read any more; change policies there from"
                  + " now on")
              .formatted(PoliciesSource.ETC, source.path()));
    }
    unreadable(facts).forEach(steps::warn);
  }

  @Override
  public List<Proof> proofs(Wanted wanted, Facts facts) {
    List<Proof> proofs = new ArrayList<>();
    for (Anchor anchor : wanted.spec().anchors()) {
      if (facts.at(file(anchor)) instanceof RegularFile file) {
        proofs.add(
            new Proof(
                id(),
                anchor.name().value(),
                Proof.Kind.FILE,
                file(anchor),
                file.content().sha256()));
      }
    }
    return proofs;
  }

  /** Entries that name the system store's file of an anchor get the one of this store. */
  private static TextEdit edit(Wanted wanted, PoliciesSource source) {
    List<Anchor> anchors = wanted.spec().anchors();
    Map<String, String> moved = new LinkedHashMap<>();
    anchors.forEach(anchor -> moved.put(DebianStore.file(anchor), file(anchor)));
    return FirefoxPolicies.install(
        source.content().latin1(), anchors.stream().map(FirefoxStore::file).toList(), moved);
  }

  private static List<String> kept(String path, Facts facts, Content content) {
    return facts.at(path) instanceof RegularFile old
        ? Replacement.of(path, old, content).stream()
            .flatMap(replacement -> replacement.certificates().stream())
            .map(
                certificate ->
                    "profiles of Firefox that have "
                        + certificate.described()
                        + " go on trusting it; see docs/stores.md for how to take it out")
            .toList()
        : List.of();
  }

  /** Firefox runs as the user. */
  private static List<String> unreadable(Facts facts) {
    return Stream.of(ETC, POLICIES, PoliciesSource.ETC)
        .filter(
            path ->
                switch (facts.at(path)) {
                  case Directory directory -> !others(directory.attributes(), 01);
                  case RegularFile file -> !others(file.attributes(), 04);
                  default -> false;
                })
        .map(
            path ->
                ("%1$s cannot be read by all users, and Firefox has no policies for those who cannot;"
                        + " open it with 'chmod o+rX %1$s'")
                    .formatted(path))
        .toList();
  }

  private static boolean others(Attributes attributes, int permission) {
    return (attributes.mode() & permission) != 0;
  }
}
