// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import dev.hosttrust.agent.certificate.PemWriter;
import dev.hosttrust.agent.facts.Content;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file of certificates, some of which go.
 *
 * @param gone those that go
 * @param rest those that stay
 */
record CaFileCut(List<CaCertificate> gone, List<CaCertificate> rest) {
  CaFileCut {
    gone = List.copyOf(gone);
    rest = List.copyOf(rest);
  }

  /** A file from which these certificates go. */
  static CaFileCut of(Content content, List<CaCertificate> going) {
    Set<String> fingerprints =
        going.stream().map(CaCertificate::fingerprint).collect(Collectors.toSet());
    var parts =
        FoundCertificates.in(content.latin1()).stream()
            .collect(Collectors.partitioningBy(c -> fingerprints.contains(c.fingerprint())));
    return new CaFileCut(parts.getOrDefault(true, List.of()), parts.getOrDefault(false, List.of()));
  }

  /** Whether nothing is left, so that the file goes. */
  boolean isWhole() {
    return !gone.isEmpty() && rest.isEmpty();
  }

  /** The file with what stays. */
  Content content() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    rest.forEach(certificate -> all.writeBytes(PemWriter.certificate(certificate.der())));
    return Content.of(all.toByteArray());
  }
}
