// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.RegistryFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Files that a store reads, as proofs. */
final class FileProofs {
  private FileProofs() {}

  /** The file at a path; empty where there is none. */
  static Optional<Proof> of(String store, Anchor anchor, String path, Facts facts) {
    return facts
        .content(path)
        .map(
            content ->
                new Proof(
                    store,
                    anchor.name().value(),
                    Proof.Kind.FILE,
                    facts.real(path),
                    content.sha256()));
  }

  /**
   * For each anchor the files of its registries.
   *
   * @param paths where the CA of a registry is
   */
  static List<Proof> ofRegistries(
      String store, Wanted wanted, Facts facts, Function<RegistryFile, Stream<String>> paths) {
    return wanted.spec().anchors().stream()
        .flatMap(
            anchor ->
                wanted.spec().registryFiles().stream()
                    .filter(file -> anchor.registries().contains(file.registry()))
                    .flatMap(paths)
                    .flatMap(path -> of(store, anchor, path, facts).stream()))
        .toList();
  }
}
