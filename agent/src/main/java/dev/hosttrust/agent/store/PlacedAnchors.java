// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Under which names the anchors of a spec lie in a directory of a host. A certificate that is there
 * already, as {@code NAME} or as a part {@code NAME-XXXXXXXX}, keeps its file, so that an old and a
 * new CA of one name can come and go without a change of the other's file
 * (docs/decisions/0014-absent.md).
 */
final class PlacedAnchors {
  private final UnaryOperator<String> path;
  private final Facts facts;

  /**
   * @param path the file of a name in the directory
   */
  PlacedAnchors(UnaryOperator<String> path, Facts facts) {
    this.path = path;
    this.facts = facts;
  }

  /** The names that an anchor may have on a host, that of the spec first. */
  static List<String> names(Anchor anchor) {
    String name = anchor.name().value();
    String given = anchor.givenName();
    String other = name.equals(given) ? name + anchor.certificate().partSuffix() : given;
    return other.length() > AnchorName.MAX_LENGTH ? List.of(name) : List.of(name, other);
  }

  /** The same anchors in their order, each with the name that it has or shall have. */
  List<Anchor> of(List<Anchor> anchors) {
    List<Optional<String>> found = anchors.stream().map(this::there).toList();
    Set<String> taken = new HashSet<>();
    found.forEach(name -> name.ifPresent(taken::add));
    List<Anchor> placed = new ArrayList<>();
    for (int i = 0; i < anchors.size(); i++) {
      Anchor anchor = anchors.get(i);
      String name = found.get(i).orElseGet(() -> free(anchor, taken));
      taken.add(name);
      placed.add(anchor.named(new AnchorName(name)));
    }
    return placed;
  }

  private Optional<String> there(Anchor anchor) {
    return names(anchor).stream().filter(name -> holds(name, anchor.certificate())).findFirst();
  }

  private static String free(Anchor anchor, Set<String> taken) {
    return names(anchor).stream()
        .filter(name -> !taken.contains(name))
        .findFirst()
        .orElse(anchor.name().value());
  }

  private boolean holds(String name, CaCertificate certificate) {
    return facts
        .content(path.apply(name))
        .map(content -> FoundCertificates.in(content.latin1()))
        .filter(found -> found.size() == 1)
        .filter(found -> found.getFirst().fingerprint().equals(certificate.fingerprint()))
        .isPresent();
  }

  /** All paths that the anchors may have. */
  static Stream<String> paths(List<Anchor> anchors, UnaryOperator<String> path) {
    return anchors.stream().flatMap(anchor -> names(anchor).stream()).map(path).distinct();
  }
}
