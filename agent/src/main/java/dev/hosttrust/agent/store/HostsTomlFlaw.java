// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.toml.TomlTable;
import dev.hosttrust.agent.toml.TomlValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What makes containerd pass over a {@code hosts.toml} that is TOML. It then logs an error, and
 * reads the {@code *.crt} of the directory as if the file were not there ({@code parseHostsFile}).
 */
final class HostsTomlFlaw {
  private static final Set<String> CAPABILITIES = Set.of("pull", "resolve", "push");

  private HostsTomlFlaw() {}

  static Optional<String> of(TomlTable root) {
    if (root.find("server").isPresent() && root.text("server").isEmpty()) {
      return Optional.of("`server` is no text");
    }
    Optional<String> flaw = ofHost(root, "its root");
    if (flaw.isPresent() || root.find("host").isEmpty()) {
      return flaw;
    }
    return root.table("host")
        .map(HostsTomlFlaw::ofHosts)
        .orElseGet(() -> Optional.of("`host` is no table"));
  }

  private static Optional<String> ofHosts(TomlTable hosts) {
    for (Map.Entry<String, TomlValue> host : hosts.values().entrySet()) {
      Optional<String> flaw =
          host.getValue() instanceof TomlTable table
              ? ofHost(table, host.getKey())
              : Optional.of("`host` of " + host.getKey() + " is no table");
      if (flaw.isPresent()) {
        return flaw;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofHost(TomlTable table, String where) {
    return table
        .find("ca")
        .filter(value -> !isTextOrTexts(value))
        .map(value -> "`ca` of " + where + " is neither a text nor a list of texts")
        .or(() -> table.find("capabilities").flatMap(value -> ofCapabilities(value, where)));
  }

  private static boolean isTextOrTexts(TomlValue value) {
    return switch (value) {
      case TomlValue.Text text -> true;
      case TomlValue.Array array ->
          array.items().stream().allMatch(TomlValue.Text.class::isInstance);
      default -> false;
    };
  }

  private static Optional<String> ofCapabilities(TomlValue value, String where) {
    if (!(value instanceof TomlValue.Array array) || !isTextOrTexts(value)) {
      return Optional.of("`capabilities` of " + where + " is no list of texts");
    }
    return array.items().stream()
        .map(item -> ((TomlValue.Text) item).text())
        .filter(capability -> !CAPABILITIES.contains(capability.toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(capability -> "it has the unknown capability '" + capability + "' at " + where);
  }
}
