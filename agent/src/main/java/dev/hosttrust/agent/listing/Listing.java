// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.listing;

import dev.hosttrust.agent.certificate.CaCertificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/**
 * What was found on one host.
 *
 * @param anchors in the order of the stores
 * @param findings the same
 */
public record Listing(List<FoundAnchor> anchors, List<Finding> findings) {
  public Listing {
    anchors = List.copyOf(anchors);
    findings = List.copyOf(findings);
  }

  /** Gathers what is found. For one thread. */
  public static final class Builder {
    private final SequencedSet<FoundAnchor> anchors = new LinkedHashSet<>();
    private final SequencedSet<Finding> findings = new LinkedHashSet<>();

    public Builder add(FoundAnchor anchor) {
      anchors.add(anchor);
      return this;
    }

    public Builder add(Finding finding) {
      findings.add(finding);
      return this;
    }

    /** The certificates of a store, as far as they were added. */
    public Stream<CaCertificate> certificates(String store) {
      return anchors.stream()
          .filter(anchor -> anchor.store().equals(store))
          .map(FoundAnchor::certificate);
    }

    public Listing build() {
      return new Listing(List.copyOf(anchors), List.copyOf(findings));
    }
  }
}
