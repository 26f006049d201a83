// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import dev.hosttrust.agent.facts.Content;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file of certificates, some of which go.
 *
 * @param gone those that go
 * @param rest those that stay
 * @param content the file with what stays, comments included; empty where it has a block that is
 *     not read, so that it cannot be told what is left without the others
 */
record CaFileCut(List<CaCertificate> gone, List<CaCertificate> rest, Optional<Content> content) {
  CaFileCut {
    gone = List.copyOf(gone);
    rest = List.copyOf(rest);
  }

  /** A file from which these certificates go. */
  static CaFileCut of(Content content, List<CaCertificate> going) {
    Set<String> fingerprints =
        going.stream().map(CaCertificate::fingerprint).collect(Collectors.toSet());
    String text = content.latin1();
    var parts =
        FoundCertificates.in(text).stream()
            .collect(Collectors.partitioningBy(c -> fingerprints.contains(c.fingerprint())));
    return new CaFileCut(
        parts.getOrDefault(true, List.of()),
        parts.getOrDefault(false, List.of()),
        FoundCertificates.without(text, c -> fingerprints.contains(c.fingerprint()))
            .map(Content::ofLatin1));
  }

  /** Whether nothing is left, so that the file goes. */
  boolean isWhole() {
    return !gone.isEmpty() && rest.isEmpty() && content.isPresent();
  }
}
