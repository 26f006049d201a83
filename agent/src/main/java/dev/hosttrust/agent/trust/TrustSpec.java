// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import dev.hosttrust.agent.certificate.CaCertificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The wanted state of every host. Immutable; a host's file is the same for the same certificates,
 * in whatever order the spec has them.
 *
 * @param anchors those that are trusted; no two with the same name, nor with the same certificate,
 *     because {@code openssl rehash} links only one of two equal files
 * @param absent those that are not; none has the certificate of a trusted one, nor its name where
 *     no certificate is given. There is at least one anchor of either kind
 * @param leaving those of the trusted ones that another follows and that go later. What a host gets
 *     does not depend on it, only what is told of the host
 */
public record TrustSpec(List<Anchor> anchors, List<AbsentAnchor> absent, List<Anchor> leaving) {
  /** Of anchors that are all trusted. */
  public TrustSpec(List<Anchor> anchors) {
    this(anchors, List.of());
  }

  /** Of anchors that stay, and of those that go. */
  public TrustSpec(List<Anchor> anchors, List<AbsentAnchor> absent) {
    this(anchors, absent, List.of());
  }

  public TrustSpec {
    anchors = List.copyOf(anchors);
    absent = List.copyOf(absent);
    leaving = List.copyOf(leaving);
    if (anchors.isEmpty() && absent.isEmpty()) {
      throw new IllegalArgumentException("a trust spec without an anchor");
    }
    Set<AnchorName> names = new HashSet<>();
    Set<String> fingerprints = new HashSet<>();
    for (Anchor anchor : anchors) {
      if (!names.add(anchor.name())) {
        throw new IllegalArgumentException("two anchors are named " + anchor.name());
      }
      if (!fingerprints.add(anchor.certificate().fingerprint())) {
        throw new IllegalArgumentException(
            anchor.name() + " has the same certificate as another anchor");
      }
    }
    for (AbsentAnchor gone : absent) {
      if (anchors.stream().anyMatch(anchor -> contradicts(anchor, gone))) {
        throw new IllegalArgumentException(gone.name() + " is both present and absent");
      }
    }
  }

  static boolean contradicts(Anchor anchor, AbsentAnchor gone) {
    return gone.certificate().isPresent()
        ? gone.isOf(anchor.certificate())
        : gone.name().value().equals(anchor.givenName()) || gone.name().equals(anchor.name());
  }

  /**
   * One file for each registry, sorted by registry. Where several anchors name one registry (the
   * parts of a bundle do, and an old and a new CA), its file has their certificates, sorted by
   * fingerprint: whichever of two CAs is the new one, the file is the same.
   */
  public List<RegistryFile> registryFiles() {
    SortedMap<Registry, List<CaCertificate>> files = new TreeMap<>();
    anchors.stream()
        .sorted(Comparator.comparing(anchor -> anchor.certificate().fingerprint()))
        .forEach(
            anchor ->
                anchor
                    .registries()
                    .forEach(
                        registry ->
                            files
                                .computeIfAbsent(registry, r -> new ArrayList<>())
                                .add(anchor.certificate())));
    return files.entrySet().stream()
        .map(file -> new RegistryFile(file.getKey(), file.getValue()))
        .toList();
  }

  /**
   * The registries that no trusted anchor serves and that an absent one served, sorted. What the
   * others have is written as a whole.
   */
  public List<AbsentRegistry> absentRegistries() {
    NavigableMap<Registry, List<AbsentAnchor>> registries = new TreeMap<>();
    for (AbsentAnchor gone : absent) {
      gone.registries()
          .forEach(
              registry -> registries.computeIfAbsent(registry, r -> new ArrayList<>()).add(gone));
    }
    anchors.forEach(anchor -> anchor.registries().forEach(registries::remove));
    return registries.entrySet().stream()
        .map(registry -> new AbsentRegistry(registry.getKey(), registry.getValue()))
        .toList();
  }
}
