// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.AbsentRegistry;
import dev.hosttrust.agent.trust.Registry;
import java.util.List;
import java.util.Optional;

/**
 * What goes of the CA files of one registry that no trusted anchor serves. Where an anchor is given
 * without its certificate, the system store's file of its name tells which one it is; that file
 * goes last.
 */
final class RegistryRemoval {
  private static final String NOTHING_GOES = " stays: it holds no certificate that is to go as ";

  private final AbsentRegistry absent;
  private final Facts facts;
  private final LeftTrust left;
  private final List<CaCertificate> certificates;

  private RegistryRemoval(AbsentRegistry absent, LeftTrust left, Facts facts) {
    this.absent = absent;
    this.facts = facts;
    this.left = left;
    this.certificates = left.certificates();
  }

  /** One for each registry whose CA goes. */
  static List<RegistryRemoval> all(Wanted wanted, Facts facts) {
    AbsentFiles local = local(wanted, facts);
    return wanted.spec().absentRegistries().stream()
        .map(
            absent ->
                new RegistryRemoval(
                    absent, LeftTrust.of(absent.registry(), wanted, local, facts), facts))
        .toList();
  }

  /** Where the certificates of anchors lie that are given without. */
  static AbsentFiles local(Wanted wanted, Facts facts) {
    return new AbsentFiles(DebianStore.LOCAL_DIRECTORY, wanted, facts);
  }

  /** What is to be known of a host to tell the certificates. */
  static List<Question<?>> questions(Wanted wanted, Facts known) {
    boolean isUnknown =
        wanted.spec().absent().stream()
            .filter(anchor -> !anchor.registries().isEmpty())
            .anyMatch(anchor -> anchor.certificate().isEmpty());
    return isUnknown ? local(wanted, known).questions(List.of()) : List.of();
  }

  Registry registry() {
    return absent.registry();
  }

  /** What is looked for in files that are not ours. */
  LeftTrust left() {
    return left;
  }

  /** What becomes of a CA file; empty where it is not there, or has none of what goes. */
  Optional<CaFileCut> cut(String path) {
    return facts
        .content(path)
        .map(content -> CaFileCut.of(content, certificates))
        .filter(cut -> !cut.gone().isEmpty());
  }

  /** Whether a CA file has to go as a whole, or has gone. */
  boolean goes(String path) {
    return !facts.exists(path) || cut(path).filter(CaFileCut::isWhole).isPresent();
  }

  /** Cuts a CA file that holds other certificates besides, and tells of one that has none to go. */
  void keepRest(String path, Steps steps) {
    if (!goes(path)) {
      cut(path)
          .ifPresentOrElse(
              cut -> cut.content().ifPresent(rest -> steps.edit(path, rest)),
              () -> steps.warn(stays(path)));
    }
  }

  /** Whether a CA file stays as it is, because it cannot be cut. */
  private boolean isUncut(String path) {
    return !goes(path) && cut(path).filter(cut -> cut.content().isEmpty()).isPresent();
  }

  /** Those of the CA files that stay as they are, because they cannot be cut. */
  List<LeftTrust.Kept> kept(List<String> files) {
    return files.stream()
        .filter(this::isUncut)
        .map(path -> new LeftTrust.Kept(path, staysWhole(path)))
        .toList();
  }

  private String staysWhole(String path) {
    return ("%s stays: besides the certificate of %s it holds a block that is no certificate which"
            + " hosttrust can read; take the certificate out of it by hand")
        .formatted(path, left.names());
  }

  private String stays(String path) {
    String names = left.names();
    return certificates.isEmpty()
        ? "%s stays: which certificate is that of %s is not known, because the host has no %s; give it with --ca, or in a spec file as certificate"
            .formatted(path, names, DebianStore.file(absent.anchors().getFirst().name().value()))
        : path + NOTHING_GOES + names;
  }

  /** Whether a warning is that nothing goes from a CA file. */
  static boolean isThatNothingGoes(String warning, String path) {
    return warning.startsWith(path + NOTHING_GOES);
  }

  /** That a CA file does not have the certificates. */
  List<Proof> proofs(String store, String path) {
    if (facts.exists(path) && (certificates.isEmpty() || cut(path).isPresent())) {
      return List.of();
    }
    return absent.anchors().stream()
        .map(
            anchor ->
                new Proof(
                    store,
                    anchor.name().value(),
                    Proof.Kind.ABSENT,
                    facts.real(path),
                    anchor.certificate().map(CaCertificate::fingerprint).orElse("")))
        .toList();
  }
}
