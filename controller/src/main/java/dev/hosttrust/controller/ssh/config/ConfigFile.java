// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One configuration file, read and checked. Immutable.
 *
 * <p>Sections for plain names are found by a map, so that a file with a section for each of 10,000
 * hosts is no burden.
 */
final class ConfigFile implements Item {
  private final List<Section> sections;
  private final Map<String, List<Integer>> byName = new HashMap<>();
  private final int[] others;

  ConfigFile(List<Section> sections) {
    this.sections = List.copyOf(sections);
    List<Integer> rest = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      if (sections.get(i).selector() instanceof Selector.Host host && host.isPlain()) {
        for (String name : new LinkedHashSet<>(host.patterns())) {
          byName.computeIfAbsent(name, key -> new ArrayList<>()).add(i);
        }
      } else {
        rest.add(i);
      }
    }
    others = rest.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Adds the settings of all sections that are about the host. */
  void apply(HostOptions options) {
    for (int i : candidates(options.hostToMatch())) {
      Section section = sections.get(i);
      if (section.selector().selects(options)) {
        for (Item item : section.items()) {
          switch (item) {
            case Setting setting -> options.add(setting);
            case OtherSetting other -> options.add(other);
            case ConfigFile included -> included.apply(options);
          }
        }
      }
    }
  }

  /** The sections that may be about the host, in the order of the file. */
  private int[] candidates(String host) {
    List<Integer> named = byName.getOrDefault(host, List.of());
    return IntStream.concat(IntStream.of(others), named.stream().mapToInt(Integer::intValue))
        .sorted()
        .toArray();
  }
}
