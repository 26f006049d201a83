package dev.hosttrust.controller.ssh.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One configuration file, read and checked. Immutable.
 *
 * <p>Sections for plain names are found by a map, so that a file with a section for each of 10,000
 * hosts is no burden.
 */
final class ConfigFile implements Item {
  private final List<Section> sections;
  private final Map<String, List<Integer>> byName = new HashMap<>();
  private final List<Integer> others = new ArrayList<>();

  ConfigFile(List<Section> sections) {
    this.sections = List.copyOf(sections);
    for (int i = 0; i < sections.size(); i++) {
      if (sections.get(i).selector() instanceof Selector.Host host && host.isPlain()) {
        for (String name : host.patterns()) {
          byName.computeIfAbsent(name, key -> new ArrayList<>()).add(i);
        }
      } else {
        others.add(i);
      }
    }
  }

  /** Adds the settings of all sections that are about the host. */
  void apply(HostOptions options, Consumer<String> warnings) {
    SortedSet<Integer> candidates = new TreeSet<>(others);
    candidates.addAll(byName.getOrDefault(options.original(), List.of()));
    for (int i : candidates) {
      Section section = sections.get(i);
      if (section.selector().selects(options, warnings)) {
        for (Item item : section.items()) {
          switch (item) {
            case Setting setting -> options.add(setting);
            case ConfigFile included -> included.apply(options, warnings);
          }
        }
      }
    }
  }
}
