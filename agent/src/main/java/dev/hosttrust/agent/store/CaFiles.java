// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.toml.TomlValue;
import java.util.List;
import java.util.Optional;

/** The files that a {@code ca} of {@code hosts.toml} names: a string, or an array of strings. */
final class CaFiles {
  private CaFiles() {}

  /** The absolute paths, in order; none where {@code ca} is not set or something else. */
  static List<String> of(Optional<TomlValue> ca, String directory) {
    return switch (ca.orElse(null)) {
      case TomlValue.Text one -> List.of(resolve(directory, one.text()));
      case TomlValue.Array several ->
          several.items().stream()
              .filter(TomlValue.Text.class::isInstance)
              .map(item -> resolve(directory, ((TomlValue.Text) item).text()))
              .toList();
      case null, default -> List.of();
    };
  }

  /** A path as containerd resolves it: from the directory of {@code hosts.toml}. */
  static String resolve(String directory, String path) {
    return CleanPath.of(path.startsWith("/") ? path : directory + "/" + path);
  }

  /** Whether two absolute paths lead to one file, through links to directories or without. */
  static boolean areOne(String one, String other, Facts facts) {
    return facts.real(one).equals(facts.real(other));
  }
}
