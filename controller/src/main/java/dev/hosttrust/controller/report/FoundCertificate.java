// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.listing.FoundAnchor;
import java.time.Instant;
import java.util.Comparator;

/**
 * One certificate, wherever it stands in a fleet.
 *
 * @param places in words, with the hosts
 */
record FoundCertificate(CaCertificate certificate, ByHosts places) {
  /** What expires first comes first. */
  static final Comparator<FoundCertificate> ORDER =
      Comparator.<FoundCertificate, Instant>comparing(found -> found.certificate().notAfter())
          .thenComparing(found -> found.certificate().subject())
          .thenComparing(found -> found.certificate().fingerprint());

  FoundCertificate(CaCertificate certificate) {
    this(certificate, new ByHosts());
  }

  /**
   * @param host the host's place in the inventory
   */
  void add(int host, FoundAnchor anchor) {
    String registry =
        anchor.registry().filter(name -> !anchor.path().contains("/" + name + "/")).orElse("");
    places.add(
        host,
        "%-10s  %s%s"
            .formatted(
                anchor.store(), anchor.path(), registry.isEmpty() ? "" : "  for " + registry));
  }
}
