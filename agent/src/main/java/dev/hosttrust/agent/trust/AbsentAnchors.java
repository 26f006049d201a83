// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.CaFile;
import dev.hosttrust.words.Findings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers the anchors of a trust spec that shall go. For one thread. */
final class AbsentAnchors {
  private final Findings findings;
  private final List<AbsentAnchor> anchors = new ArrayList<>();
  private final Map<AbsentAnchor, String> places = new HashMap<>();

  AbsentAnchors(Findings findings) {
    this.findings = findings;
  }

  /** One for each certificate of a file, or one for whichever certificates the hosts have. */
  void add(@Nullable UserText name, Optional<CaFile> file, List<UserText> given) {
    Optional<AnchorName> valid =
        Optional.ofNullable(name).flatMap(text -> Given.name(text, findings));
    file.ifPresent(ca -> ca.problems().forEach(findings::add));
    List<Registry> registries =
        given.stream().flatMap(text -> Given.registry(text, findings).stream()).toList();
    if (valid.isPresent() && name != null) {
      List<Optional<CaCertificate>> certificates =
          file.isPresent()
              ? file.get().certificates().stream().map(Optional::of).toList()
              : List.of(Optional.empty());
      for (Optional<CaCertificate> certificate : certificates) {
        AbsentAnchor anchor = new AbsentAnchor(valid.get(), certificate, registries);
        if (places.putIfAbsent(anchor, name.where()) == null) {
          anchors.add(anchor);
        }
      }
    }
  }

  /** Reports what is both wanted and not wanted. */
  void contradictions(List<Anchor> wanted) {
    for (AbsentAnchor gone : anchors) {
      wanted.stream()
          .filter(anchor -> TrustSpec.contradicts(anchor, gone))
          .findFirst()
          .ifPresent(anchor -> contradiction(gone, anchor));
    }
  }

  private void contradiction(AbsentAnchor gone, Anchor anchor) {
    String where = places.getOrDefault(gone, "");
    if (gone.certificate().isPresent()) {
      findings.problem(
          where,
          "the certificate of the absent anchor '%s' is that of the anchor '%s': %s"
              .formatted(gone.name(), anchor.name(), anchor.certificate().subject()),
          "leave one of the two out");
    } else {
      findings.problem(
          where,
          "the anchor '" + gone.name() + "' is both present and absent",
          "say which certificate of that name is to go, or leave one of the two out");
    }
  }

  List<AbsentAnchor> all() {
    return List.copyOf(anchors);
  }
}
