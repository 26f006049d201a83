// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import dev.hosttrust.agent.facts.TreeFact;
import dev.hosttrust.agent.facts.TreeFact.HeldFile;
import dev.hosttrust.agent.listing.Finding;
import dev.hosttrust.agent.listing.Finding.Kind;
import dev.hosttrust.agent.listing.FoundAnchor;
import dev.hosttrust.agent.listing.Listing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes what one store holds. */
record Found(String store, Listing.Builder listing) {
  /** The store that the others are compared with. */
  private static final String SYSTEM = "system";

  /** The certificates of a file that can be read. */
  static List<CaCertificate> certificates(HeldFile file) {
    return file.certificates().stream()
        .flatMap(der -> FoundCertificates.in(der.latin1()).stream())
        .toList();
  }

  void finding(Kind kind, String path, String message) {
    listing.add(new Finding(store, kind, path, message));
  }

  void anchor(String path, CaCertificate certificate) {
    listing.add(new FoundAnchor(store, path, Optional.empty(), certificate));
  }

  /** One that is trusted for a registry; compared with those of the system store. */
  void anchor(String path, String registry, CaCertificate certificate) {
    listing.add(new FoundAnchor(store, path, Optional.of(registry), certificate));
    if (!inSystemStore(certificate)) {
      finding(Kind.NOT_IN_SYSTEM_STORE, path, notThere(path, certificate));
    }
  }

  /** The certificates of the system store. */
  Stream<CaCertificate> systemStore() {
    return listing.certificates(SYSTEM);
  }

  boolean inSystemStore(CaCertificate certificate) {
    return systemStore().anyMatch(other -> other.fingerprint().equals(certificate.fingerprint()));
  }

  private String notThere(String path, CaCertificate certificate) {
    return systemStore()
        .filter(other -> other.subject().equals(certificate.subject()))
        .findFirst()
        .map(
            other ->
                "%s has %s; the system store has another certificate with that subject, %s"
                    .formatted(path, certificate.described(), other.described()))
        .orElseGet(
            () ->
                "%s has %s, which the system store does not have"
                    .formatted(path, certificate.described()));
  }

  /**
   * The certificates of a file that is there for them; says what else is in it, or why there are
   * none.
   */
  List<CaCertificate> wanted(HeldFile file) {
    List<CaCertificate> certificates = certificates(file);
    if (!file.readable()) {
      unreadable(file);
    } else if (file.hasKey()) {
      privateKey(file);
    } else if (certificates.isEmpty()) {
      finding(
          Kind.NO_CERTIFICATE,
          file.path(),
          file.path()
              + (file.isDer()
                  ? " is in DER, which is not listed here, and which most programs do not read"
                  : " holds no certificate that can be read"));
    }
    return certificates;
  }

  void privateKey(HeldFile file) {
    finding(
        Kind.PRIVATE_KEY,
        file.path(),
        "%s holds a private key; take it out, and replace the key if others could read it"
            .formatted(file.path()));
  }

  void unreadable(HeldFile file) {
    finding(
        Kind.UNREADABLE,
        file.path(),
        file.path()
            + (file.tooBig() > 0
                ? " is too big to be looked into: it has %,d bytes, and files up to 4 MiB are"
                    .formatted(file.tooBig())
                : " cannot be read; list it as root, with -b"));
  }

  /** A configuration that may name files. */
  void unreadable(String path, String why) {
    finding(
        Kind.UNREADABLE,
        path,
        "%s %s, so it is not known which files it names".formatted(path, why));
  }

  /** Links that lead nowhere, and what could not be looked into. */
  void loose(TreeFact tree, String remedy) {
    for (String link : tree.dangling()) {
      finding(
          Kind.DANGLING_LINK, link, "%s is a link that leads nowhere; %s".formatted(link, remedy));
    }
    tree.troubles().forEach(trouble -> finding(Kind.UNREADABLE, "", "the host says: " + trouble));
  }
}
