// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.facts.LinkFact;
import dev.hosttrust.agent.trust.AbsentAnchor;
import java.util.List;

/**
 * A name under which something goes from Debian's system store, or might.
 *
 * @param anchor of whom
 * @param certificates those that must not be trusted afterwards
 * @param link what stands at the name's {@code .pem} link
 */
record Gone(
    String name, AbsentAnchor anchor, List<CaCertificate> certificates, LinkFact.Kind link) {

  boolean has(CaCertificate certificate) {
    return certificates.stream().anyMatch(c -> c.fingerprint().equals(certificate.fingerprint()));
  }

  /** A link that leads nowhere is what a file leaves that was removed by hand. */
  boolean isLinked() {
    return link == LinkFact.Kind.TO_FILE || link == LinkFact.Kind.DANGLING;
  }

  /** The link of this name belongs to another certificate, and the tool would take it away. */
  boolean isForeign() {
    return link == LinkFact.Kind.ELSEWHERE || link == LinkFact.Kind.NO_LINK;
  }
}
