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
import java.util.stream.Collectors;

/**
 * What goes of the CA files of one registry that no trusted anchor serves. Where an anchor is given
 * without its certificate, the system store's file of its name tells which one it is; that file
 * goes last.
 */
final class RegistryRemoval {
  private final AbsentRegistry absent;
  private final Facts facts;
  private final List<CaCertificate> certificates;

  private RegistryRemoval(AbsentRegistry absent, AbsentFiles local, Facts facts) {
    this.absent = absent;
    this.facts = facts;
    this.certificates = absent.anchors().stream().flatMap(a -> local.of(a).stream()).toList();
  }

  /** One for each registry whose CA goes. */
  static List<RegistryRemoval> all(Wanted wanted, Facts facts) {
    AbsentFiles local = new AbsentFiles(DebianStore.LOCAL_DIRECTORY, wanted, facts);
    return wanted.spec().absentRegistries().stream()
        .map(registry -> new RegistryRemoval(registry, local, facts))
        .toList();
  }

  /** What is to be known of a host to tell the certificates. */
  static List<Question<?>> questions(Wanted wanted, Facts known) {
    boolean isUnknown =
        wanted.spec().absentRegistries().stream()
            .flatMap(registry -> registry.anchors().stream())
            .anyMatch(anchor -> anchor.certificate().isEmpty());
    return isUnknown
        ? new AbsentFiles(DebianStore.LOCAL_DIRECTORY, wanted, known).questions(List.of())
        : List.of();
  }

  Registry registry() {
    return absent.registry();
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

  /** Cuts a CA file that holds other certificates besides, and tells of one that stays. */
  void keepRest(String path, Steps steps) {
    if (!goes(path)) {
      cut(path)
          .ifPresentOrElse(cut -> steps.edit(path, cut.content()), () -> steps.warn(stays(path)));
    }
  }

  private String stays(String path) {
    String names =
        absent.anchors().stream()
            .map(anchor -> anchor.name().value())
            .distinct()
            .collect(Collectors.joining(", "));
    return certificates.isEmpty()
        ? "%s stays: which certificate is that of %s is not known, because the host has no %s; give it with --ca, or in a spec file as certificate"
            .formatted(path, names, DebianStore.file(absent.anchors().getFirst().name().value()))
        : "%s stays: it holds no certificate that is to go as %s".formatted(path, names);
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
