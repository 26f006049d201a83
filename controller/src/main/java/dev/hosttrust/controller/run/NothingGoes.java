// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Replacement;
import dev.hosttrust.agent.plan.Step.WriteFile;
import dev.hosttrust.agent.trust.CheckedSpec;
import dev.hosttrust.controller.rollout.HostJob;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Objects to a plan that would put the CAs of a rotation in the place of a third one: whoever needs
 * that would fail at once, and somebody was wrong about the previous CA.
 */
final class NothingGoes implements HostJob.Review {
  private final Set<String> rotating;
  private final Set<String> meantToGo;

  NothingGoes(CheckedSpec spec) {
    this.meantToGo =
        spec.spec().absent().stream()
            .flatMap(anchor -> anchor.certificate().stream())
            .map(CaCertificate::fingerprint)
            .collect(Collectors.toSet());
    this.rotating =
        spec.successions().stream()
            .flatMap(s -> Stream.concat(s.next().stream(), s.previous().stream()))
            .map(anchor -> anchor.certificate().fingerprint())
            .collect(Collectors.toSet());
  }

  @Override
  public Optional<String> objection(Plan plan) {
    return plan.steps().stream()
        .filter(WriteFile.class::isInstance)
        .map(WriteFile.class::cast)
        .filter(this::isOfTheRotation)
        .flatMap(write -> gone(write).stream())
        .flatMap(gone -> unmeant(gone).stream())
        .findFirst()
        .map(
            gone ->
                "%s holds %s, which is neither the new CA nor the previous one; name it as the previous CA if it is what the servers' chains lead to, else remove it first"
                    .formatted(gone.path(), gone.words()));
  }

  private static Optional<Replacement> gone(WriteFile write) {
    return write
        .contentBefore()
        .flatMap(before -> Replacement.of(write.path(), before, write.content()));
  }

  /** Without the certificates of which the spec says that they go. */
  private Optional<Replacement> unmeant(Replacement gone) {
    List<CaCertificate> unmeant =
        gone.certificates().stream()
            .filter(certificate -> !meantToGo.contains(certificate.fingerprint()))
            .toList();
    return unmeant.isEmpty()
        ? Optional.empty()
        : Optional.of(new Replacement(gone.path(), unmeant));
  }

  private boolean isOfTheRotation(WriteFile write) {
    return FoundCertificates.in(write.content().latin1()).stream()
        .map(CaCertificate::fingerprint)
        .anyMatch(rotating::contains);
  }
}
