// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import dev.hosttrust.agent.certificate.CaCertificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The wanted state of every host. Immutable; a host's file is the same for the same certificates,
 * in whatever order the spec has them.
 *
 * @param anchors at least one; no two with the same name, nor with the same certificate, because
 *     {@code openssl rehash} links only one of two equal files
 */
public record TrustSpec(List<Anchor> anchors) {
  public TrustSpec {
    anchors = List.copyOf(anchors);
    if (anchors.isEmpty()) {
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
  }

  /**
   * One file for each registry, sorted by registry. Where several anchors name one registry (the
   * parts of a bundle do), its file has their certificates, sorted by anchor name.
   */
  public List<RegistryFile> registryFiles() {
    SortedMap<Registry, List<CaCertificate>> files = new TreeMap<>();
    anchors.stream()
        .sorted(Comparator.comparing(Anchor::name))
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
}
