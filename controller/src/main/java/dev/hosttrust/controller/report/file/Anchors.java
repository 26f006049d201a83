// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.Registry;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The anchors of a run. Hosts may have different registries of one, or another of the same name.
 */
final class Anchors {

  /**
   * One certificate under one name.
   *
   * @param sha256 its fingerprint, in hex
   * @param registries all that it serves on one host or another
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

    private Named and(Named other) {
      List<String> all =
          Stream.concat(registries.stream(), other.registries.stream()).distinct().toList();
      return new Named(name, sha256, subject, notAfter, all);
    }
  }

  private Anchors() {}

  /** Each certificate once under each name. */
  static Collection<Named> distinct(List<Named> anchors) {
    Map<List<String>, Named> distinct = new LinkedHashMap<>();
    for (Named named : anchors) {
      distinct.merge(List.of(named.name(), named.sha256()), named, Named::and);
    }
    return distinct.values();
  }
}
