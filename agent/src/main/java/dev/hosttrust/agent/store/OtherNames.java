// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Bundled;
import dev.hosttrust.agent.facts.Question.Copies;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Certificates that are about to come and that Debian's system store has under another name
 * already, as after a slip in a name. Such a one stays trusted until all of its names are taken
 * away. It is told when the second name comes, and not in each run from then on.
 */
final class OtherNames {
  /** The certificates of the package; nobody's own CA is among them. */
  private static final String PACKAGED = "mozilla/";

  private final Facts facts;
  private final List<Anchor> coming;

  /** The selected entries that are not the packaged ones, ours, or about to go. */
  private final List<String> others;

  OtherNames(Wanted wanted, Facts facts) {
    this.facts = facts;
    this.coming =
        DebianStore.placed(wanted, facts).stream()
            .filter(
                anchor ->
                    facts
                        .content(DebianStore.file(anchor))
                        .filter(Content.of(anchor.content())::equals)
                        .isEmpty())
            .toList();
    this.others = coming.isEmpty() ? List.of() : others(wanted, facts);
  }

  private static List<String> others(Wanted wanted, Facts facts) {
    Set<String> ours =
        new HashSet<>(new AbsentFiles(DebianStore.LOCAL_DIRECTORY, wanted, facts).going());
    PlacedAnchors.paths(wanted.spec().anchors(), DebianStore::file).forEach(ours::add);
    return CertificatesConf.on(facts).selected().stream()
        .filter(entry -> !entry.startsWith(PACKAGED))
        .filter(entry -> !ours.contains(path(entry)))
        .distinct()
        .toList();
  }

  private static String path(String entry) {
    return DebianStore.CERTIFICATES + "/" + entry;
  }

  /**
   * Whether the bundle has them, which a look at it tells in passing; and where it does, which file
   * they come from.
   */
  List<Question<?>> questions() {
    List<Question<?>> questions = new ArrayList<>();
    for (Anchor anchor : coming) {
      Copies bundled = new Copies(DebianStore.BUNDLE, anchor.certificate());
      questions.add(bundled);
      if (facts.of(bundled) > 0) {
        others.forEach(entry -> questions.add(new Bundled(path(entry), anchor.certificate())));
      }
    }
    return questions;
  }

  /** One for each such file. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Anchor anchor : coming) {
      others.stream()
          .filter(entry -> facts.of(new Bundled(path(entry), anchor.certificate())).isPresent())
          .map(entry -> warning(anchor, entry))
          .forEach(warnings::add);
    }
    return warnings;
  }

  private static String warning(Anchor anchor, String entry) {
    String name = anchor.givenName();
    return DebianStore.nameOf(path(entry))
        .map(other -> anchor.named(new AnchorName(other)).givenName())
        .map(
            other ->
                "%s has the certificate of %s already, as %s; use that name, or list %s with 'state: absent' in a spec file"
                    .formatted(path(entry), name, other, other))
        .orElseGet(
            () ->
                "%s has the certificate of %s as well, and would keep it trusted when %s is taken away"
                    .formatted(path(entry), name, name));
  }
}
