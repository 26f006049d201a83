// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step.WriteFile;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.TrustSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Anchors may go that are given without their certificate. A host's files tell which one it is, and
 * after the removal nothing does: so it is kept in mind, for the proof.
 */
public final class KnownAbsent {
  private KnownAbsent() {}

  /** The same with the certificates that a host has under the names. */
  public static Wanted of(Wanted wanted, Facts facts) {
    TrustSpec spec = wanted.spec();
    Set<String> trusted =
        spec.anchors().stream()
            .map(anchor -> anchor.certificate().fingerprint())
            .collect(Collectors.toSet());
    List<AbsentFiles> directories =
        Stream.of(DebianStore.LOCAL_DIRECTORY, FirefoxStore.OWN)
            .map(directory -> new AbsentFiles(directory, wanted, facts))
            .toList();
    List<AbsentAnchor> absent =
        spec.absent().stream()
            .flatMap(anchor -> certified(anchor, directories, trusted).stream())
            .distinct()
            .toList();
    TrustSpec known = new TrustSpec(spec.anchors(), absent, spec.leaving());
    return new Wanted(wanted.root(), known, wanted.stores(), wanted.restarts());
  }

  private static List<AbsentAnchor> certified(
      AbsentAnchor anchor, List<AbsentFiles> directories, Set<String> trusted) {
    Map<String, CaCertificate> certificates = new LinkedHashMap<>();
    directories.stream()
        .flatMap(files -> files.of(anchor).stream())
        .filter(certificate -> !trusted.contains(certificate.fingerprint()))
        .forEach(certificate -> certificates.putIfAbsent(certificate.fingerprint(), certificate));
    return certificates.isEmpty()
        ? List.of(anchor)
        : certificates.values().stream()
            .map(c -> new AbsentAnchor(anchor.name(), Optional.of(c), anchor.registries()))
            .toList();
  }

  /**
   * The warnings behind a change. That a CA file which the change has cut holds nothing more to go
   * is no news.
   */
  public static List<String> warnings(Plan rest, Plan done) {
    return rest.warnings().stream()
        .filter(
            warning ->
                done.steps().stream()
                    .noneMatch(
                        step ->
                            step instanceof WriteFile write
                                && RegistryRemoval.isThatNothingGoes(warning, write.path())))
        .toList();
  }
}
