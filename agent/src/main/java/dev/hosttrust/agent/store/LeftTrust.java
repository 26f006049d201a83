// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Bundled;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.Registry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A certificate that is to go may stand in files which are not hosttrust's, and which the same
 * programs read: other files in a registry's directory, or those that a configuration names. They
 * are left and told, and while there is one, nothing proves that the trust is gone.
 *
 * @param reader what reads the files, for people: a registry's name, or a program's
 * @param anchors those that go
 * @param certificates theirs, as far as they are known
 */
record LeftTrust(
    String reader, List<AbsentAnchor> anchors, List<CaCertificate> certificates, Facts facts) {
  /** More files of one registry than these are not looked into. */
  private static final int MOST_FILES = 100;

  /** One for each registry that loses a CA, whether another one serves it or none does. */
  static SequencedMap<Registry, LeftTrust> ofRegistries(Wanted wanted, Facts facts) {
    AbsentFiles local = RegistryRemoval.local(wanted, facts);
    SequencedMap<Registry, LeftTrust> all = new LinkedHashMap<>();
    wanted.spec().absent().stream()
        .flatMap(anchor -> anchor.registries().stream())
        .distinct()
        .forEach(registry -> all.put(registry, of(registry, wanted, local, facts)));
    return all;
  }

  /**
   * Of one of them.
   *
   * @param local where the certificates of anchors are found that are given without
   */
  static LeftTrust of(Registry registry, Wanted wanted, AbsentFiles local, Facts facts) {
    Set<String> trusted =
        wanted.spec().anchors().stream()
            .filter(anchor -> anchor.registries().contains(registry))
            .map(Anchor::certificate)
            .map(CaCertificate::fingerprint)
            .collect(Collectors.toSet());
    List<AbsentAnchor> anchors =
        wanted.spec().absent().stream()
            .filter(anchor -> anchor.registries().contains(registry))
            .toList();
    List<CaCertificate> certificates =
        anchors.stream()
            .flatMap(anchor -> local.of(anchor).stream())
            .filter(certificate -> !trusted.contains(certificate.fingerprint()))
            .toList();
    return new LeftTrust(registry.toString(), anchors, certificates, facts);
  }

  /** Those of them that a trusted CA serves as well, whose files are written as a whole. */
  static SequencedMap<Registry, LeftTrust> ofServed(Wanted wanted, Facts facts) {
    SequencedMap<Registry, LeftTrust> served = ofRegistries(wanted, facts);
    wanted.spec().absentRegistries().forEach(absent -> served.remove(absent.registry()));
    return served;
  }

  /** That a registry's file has none of the certificates any more, as far as they are given. */
  List<Proof> goneFrom(String file, String store) {
    Optional<Content> content = facts.content(file);
    if (content.isEmpty() || !CaFileCut.of(content.get(), certificates).gone().isEmpty()) {
      return List.of();
    }
    return anchors.stream()
        .flatMap(
            anchor ->
                certificates.stream()
                    .filter(c -> anchor.certificate().isPresent() && anchor.isOf(c))
                    .map(
                        c ->
                            new Proof(
                                store,
                                anchor.name().value(),
                                Proof.Kind.ABSENT,
                                facts.real(file),
                                c.fingerprint())))
        .toList();
  }

  /** What all files are asked for. */
  List<Question<?>> questions(Collection<String> files) {
    return questionsOf(files).<Question<?>>map(question -> question).toList();
  }

  private Stream<Bundled> questionsOf(Collection<String> files) {
    return files.stream()
        .distinct()
        .limit(MOST_FILES)
        .flatMap(file -> certificates.stream().map(c -> new Bundled(file, c)));
  }

  /** Those of the files that have such a certificate. */
  List<String> in(Collection<String> files) {
    return questionsOf(files)
        .filter(question -> facts.of(question).isPresent())
        .map(Bundled::file)
        .distinct()
        .toList();
  }

  boolean isIn(Collection<String> files) {
    return !in(files).isEmpty();
  }

  /**
   * A file that keeps such a certificate trusted.
   *
   * @param warning what to do about it, for people
   */
  record Kept(String path, String warning) {}

  /** Those of the files that keep it trusted. */
  List<Kept> kept(Collection<String> files) {
    return in(files).stream().map(file -> new Kept(file, warning(file))).toList();
  }

  private String warning(String file) {
    return ("%s has the certificate of %s as well, so that it stays trusted for %s; hosttrust did"
            + " not write that file: take the certificate out of it by hand")
        .formatted(file, names(), reader);
  }

  /** Whose certificates they are. */
  String names() {
    return anchors.stream()
        .map(anchor -> anchor.name().value())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** The files of CAs in a registry's directory, without what is below. */
  static List<String> certificateFiles(String directory, Facts facts) {
    List<String> files = new ArrayList<>(facts.of(new Names(directory, "")));
    files.removeIf(path -> !path.endsWith(".crt") || path.lastIndexOf('/') != directory.length());
    return files;
  }
}
