// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import java.util.List;

/**
 * An anchor that a host shall trust.
 *
 * @param file one of {@link CaFiles}
 * @param cas the names of the CAs that are in the file
 */
record WantedAnchor(String name, String file, List<String> cas, List<String> registries) {
  static final String REGISTRY = "harbor.example.com:8443";

  WantedAnchor {
    cas = List.copyOf(cas);
    registries = List.copyOf(registries);
  }

  /** What most start states want: one CA, for one registry. */
  static WantedAnchor harbor() {
    return new WantedAnchor("harbor", "harbor.crt", List.of("harbor"), List.of(REGISTRY));
  }

  static WantedAnchor second(String... registries) {
    return new WantedAnchor("second", "second.crt", List.of("second"), List.of(registries));
  }

  WantedAnchor named(String other) {
    return new WantedAnchor(other, file, cas, registries);
  }

  WantedAnchor from(String otherFile, String... otherCas) {
    return new WantedAnchor(name, otherFile, List.of(otherCas), registries);
  }

  WantedAnchor serving(String... others) {
    return new WantedAnchor(name, file, cas, List.of(others));
  }
}
