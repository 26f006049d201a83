// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import dev.hosttrust.agent.facts.Content;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A CA file of a host that another one takes the place of.
 *
 * @param path the file
 * @param certificates those that it held and will not hold any more; empty if it held none at all
 */
public record Replacement(String path, List<CaCertificate> certificates) {
  /** More lines than these do not help anybody who reads them. */
  private static final int MOST_NOTES = 5;

  public Replacement {
    certificates = List.copyOf(certificates);
  }

  /**
   * Empty if the file holds the same certificates as before, with another text or order, or if it
   * is no file of certificates.
   */
  public static Optional<Replacement> of(String path, Content old, Content content) {
    List<CaCertificate> before = FoundCertificates.in(old.latin1());
    Set<String> after =
        FoundCertificates.in(content.latin1()).stream()
            .map(CaCertificate::fingerprint)
            .collect(Collectors.toSet());
    if (before.isEmpty() && after.isEmpty()) {
      return Optional.empty();
    }
    List<CaCertificate> gone =
        before.stream().filter(certificate -> !after.contains(certificate.fingerprint())).toList();
    return gone.isEmpty() && !before.isEmpty()
        ? Optional.empty()
        : Optional.of(new Replacement(path, gone));
  }

  /** For people: what is replaced, each once, a line each, and few lines. */
  public static List<String> notes(List<Replacement> replacements) {
    return few("replaces", replacements.stream().flatMap(Replacement::notes));
  }

  /** The same of files that go. */
  static List<String> removalNotes(List<Replacement> removals) {
    return few(
        "removes",
        removals.stream()
            .flatMap(removal -> removal.certificates().stream())
            .map(certificate -> "removes " + certificate.described()));
  }

  private static List<String> few(String verb, Stream<String> notes) {
    List<String> all = notes.distinct().toList();
    if (all.size() <= MOST_NOTES) {
      return all;
    }
    String rest = "%s %d more certificates".formatted(verb, all.size() - MOST_NOTES);
    return Stream.concat(all.stream().limit(MOST_NOTES), Stream.of(rest)).toList();
  }

  /** What the file held, for people. */
  public String words() {
    return certificates.isEmpty() ? "no certificate" : certificates.getFirst().described();
  }

  private Stream<String> notes() {
    return certificates.isEmpty()
        ? Stream.of("replaces " + path + ", which held no certificate")
        : certificates.stream().map(certificate -> "replaces " + certificate.described());
  }
}
