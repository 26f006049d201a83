// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.Registry;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The anchors of a run. Hosts may have different registries of one, or another of the same name. */
final class Anchors {

  /**
   * One certificate under one name.
   *
   * @param sha256 its fingerprint, in hex
   */
  record Named(
      String name, String sha256, String subject, Instant notAfter, List<String> registries) {
    static Named of(Anchor anchor) {
      return new Named(
          anchor.name().value(),
          anchor.certificate().fingerprint(),
          anchor.certificate().subject(),
          anchor.certificate().notAfter(),
          anchor.registries().stream().map(Registry::toString).toList());
    }
  }

  private Anchors() {}

  /** Each certificate once under each name. */
  static Collection<Named> distinct(List<Anchor> anchors) {
    Map<List<String>, Named> distinct = new LinkedHashMap<>();
    for (Anchor anchor : anchors) {
      Named named = Named.of(anchor);
      distinct.putIfAbsent(List.of(named.name(), named.sha256()), named);
    }
    return distinct.values();
  }
}
