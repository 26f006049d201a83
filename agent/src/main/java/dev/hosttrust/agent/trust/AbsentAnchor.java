// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import dev.hosttrust.agent.certificate.CaCertificate;
import java.util.List;
import java.util.Optional;

/**
 * One CA certificate that hosts shall trust no longer.
 *
 * @param name the name that the user gave when it was trusted
 * @param certificate the one that goes; empty for whichever lies under the name
 * @param registries the registries that it was trusted for, each once; may be empty
 */
public record AbsentAnchor(
    AnchorName name, Optional<CaCertificate> certificate, List<Registry> registries) {
  public AbsentAnchor {
    registries = registries.stream().distinct().toList();
  }

  /** Whether a certificate is the one that goes, or may be. */
  public boolean isOf(CaCertificate other) {
    return certificate.map(c -> c.fingerprint().equals(other.fingerprint())).orElse(true);
  }

  /** Whether a name on a host is this anchor's, or that of a part of a bundle of its name. */
  public boolean mayLieAs(String other) {
    String part = name.value() + "-";
    return other.equals(name.value())
        || (other.startsWith(part) && other.substring(part.length()).matches("[0-9a-f]{8}"));
  }
}
