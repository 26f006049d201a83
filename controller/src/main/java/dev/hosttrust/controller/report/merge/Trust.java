// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.merge;

import dev.hosttrust.controller.json.JsonFields;
import dev.hosttrust.words.Findings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the hosts of a report shall trust, in words: an entry for each anchor. All shards of a
 * rollout tell that of the whole fleet, and so the same.
 */
record Trust(Set<String> anchors) {
  Trust {
    anchors = Set.copyOf(anchors);
  }

  /** Has a problem for each part whose hosts shall trust something else than those of the first. */
  static void compare(List<Part> parts, Findings findings) {
    // Of a rollout that was gone on with, a later report may tell the trust of fewer hosts.
    Map<String, String> first = new HashMap<>();
    parts.forEach(part -> first.putIfAbsent(part.run().id(), part.name()));
    Part reference = parts.getFirst();
    for (Part part : parts) {
      if (part.name().equals(first.get(part.run().id()))) {
        List<String> differences = of(reference).differences(of(part));
        if (!differences.isEmpty()) {
          findings.problem(
              part.name(),
              "is of another trust than %s: %s"
                  .formatted(reference.name(), String.join(", ", differences)),
              Parts.ONE_ROLLOUT);
        }
      }
    }
  }

  private static Trust of(Part part) {
    Set<String> anchors = new LinkedHashSet<>();
    add(part, "anchor", "", anchors);
    add(part, "absent", "no ", anchors);
    return new Trust(anchors);
  }

  private static void add(Part part, String type, String prefix, Set<String> anchors) {
    for (Iterator<String> objects = part.document().objects(type); objects.hasNext(); ) {
      JsonFields anchor = JsonFields.of(objects.next());
      List<String> registries = anchor.strings("registries").stream().sorted().toList();
      anchors.add(
          "%s%s (SHA-256 %s%s)"
              .formatted(
                  prefix,
                  anchor.string("name"),
                  anchor.string("sha256"),
                  registries.isEmpty() ? "" : ", for " + String.join(", ", registries)));
    }
  }

  private List<String> differences(Trust other) {
    List<String> differences = new ArrayList<>();
    minus(other.anchors, anchors).map(anchor -> "it has " + anchor).forEach(differences::add);
    minus(anchors, other.anchors).map(anchor -> "it lacks " + anchor).forEach(differences::add);
    return differences;
  }

  private static Stream<String> minus(Set<String> from, Set<String> others) {
    return from.stream().filter(anchor -> !others.contains(anchor)).sorted();
  }
}
