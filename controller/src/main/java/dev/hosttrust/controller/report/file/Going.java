// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.controller.json.JsonFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A certificate that hosts shall trust no longer.
 *
 * @param sha256 its fingerprint, in hex; empty for whichever a host has under the name, of which
 *     the subject and the end are not known
 */
record Going(
    String name,
    String sha256,
    Optional<String> subject,
    Optional<Instant> notAfter,
    List<String> registries) {
  static Going of(AbsentAnchor anchor) {
    return new Going(
        anchor.name().value(),
        anchor.certificate().map(CaCertificate::fingerprint).orElse(""),
        anchor.certificate().map(CaCertificate::subject),
        anchor.certificate().map(CaCertificate::notAfter),
        anchor.registries().stream().map(Registry::toString).toList());
  }

  /** From the object in a JSON report. */
  static Going of(JsonFields json) {
    return new Going(
        json.string("name"),
        json.string("sha256"),
        json.optional("subject"),
        json.optional("not_after").map(Instant::parse),
        json.strings("registries"));
  }
}
