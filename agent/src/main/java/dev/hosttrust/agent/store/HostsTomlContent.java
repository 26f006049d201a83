// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.toml.TomlTable;
import dev.hosttrust.agent.trust.Registry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a {@code hosts.toml} says but for some certificate files at its root and in the registry's
 * own tables: two files that differ by nothing else have the same content.
 *
 * @param gone the absolute paths of these files
 */
record HostsTomlContent(String directory, Registry registry, Set<String> gone, Facts facts) {

  Map<String, Object> of(TomlTable root) {
    RegistryEndpoint endpoint = RegistryEndpoint.of(registry);
    return of(root, url -> RegistryEndpoint.of(url).equals(endpoint));
  }

  /** The same but for the certificate files in any table. */
  Map<String, Object> everywhere(TomlTable root) {
    return of(root, url -> true);
  }

  private Map<String, Object> of(TomlTable root, Predicate<String> urls) {
    Map<String, Object> content = without(root);
    Map<String, Object> hosts = new LinkedHashMap<>();
    root.table("host")
        .ifPresent(
            tables ->
                tables
                    .values()
                    .forEach(
                        (url, table) ->
                            hosts.put(
                                url,
                                table instanceof TomlTable host && urls.test(url)
                                    ? without(host)
                                    : table.content())));
    // A table that was made for the certificate alone.
    hosts.values().removeIf(Map.of()::equals);
    content.put("host", List.copyOf(hosts.entrySet()));
    return content;
  }

  private Map<String, Object> without(TomlTable table) {
    Map<String, Object> content = new LinkedHashMap<>(table.content());
    content.remove("ca");
    List<String> others =
        CaFiles.of(table.find("ca"), directory).stream()
            .filter(path -> gone.stream().noneMatch(ca -> CaFiles.areOne(path, ca, facts)))
            .toList();
    if (!others.isEmpty()) {
      content.put("ca", others);
    }
    return content;
  }
}
