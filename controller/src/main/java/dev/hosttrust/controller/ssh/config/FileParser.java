// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the text of one file into sections. */
final class FileParser {
  private final ConfigReader reader;
  private final Path file;
  private final int depth;
  private final List<String> problems;
  private final List<Section> sections = new ArrayList<>();
  private Selector selector = new Selector.Everything();
  private List<Item> items = new ArrayList<>();

  FileParser(ConfigReader reader, Path file, int depth, List<String> problems) {
    this.reader = reader;
    this.file = file;
    this.depth = depth;
    this.problems = problems;
  }

  ConfigFile parse(String text) {
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        Place place = new Place(file.toString(), number);
        try {
          line(new LineScanner(stripped), place);
        } catch (LineScanner.OpenQuoteException e) {
          problems.add("%s: %s; close it".formatted(place, e.getMessage()));
        }
      }
    }
    sections.add(new Section(selector, items));
    return new ConfigFile(sections);
  }

  private void line(LineScanner line, Place place) throws LineScanner.OpenQuoteException {
    String name = line.keyword();
    if (name == null) {
      return;
    }
    switch (Keyword.lower(name)) {
      case "host" -> begin(host(line, place));
      case "match" -> begin(match(line, place));
      case "include" -> {
        List<String> patterns = line.words();
        if (patterns.isEmpty()) {
          problems.add("%s: Include has no value; name a file".formatted(place));
        }
        patterns.forEach(pattern -> items.addAll(reader.include(pattern, place, depth)));
      }
      default -> setting(name, line, place);
    }
  }

  private void setting(String name, LineScanner line, Place place) {
    Optional<Keyword> keyword = Keyword.of(name);
    if (keyword.isPresent()) {
      Setting setting = Setting.read(keyword.get(), line, place, problems);
      if (setting != null) {
        items.add(setting);
      }
    }
  }

  private void begin(@Nullable Selector next) {
    sections.add(new Section(selector, items));
    selector = next == null ? new Selector.Host(List.of()) : next; // noted: selects nothing
    items = new ArrayList<>();
  }

  private @Nullable Selector host(LineScanner line, Place place)
      throws LineScanner.OpenQuoteException {
    List<String> patterns = line.words();
    if (patterns.isEmpty() || patterns.contains("")) {
      problems.add("%s: Host has no pattern; name a host, or * for all".formatted(place));
      return null;
    }
    return new Selector.Host(patterns);
  }

  private static boolean isAllAndMore(List<Criterion> criteria) {
    return criteria.stream().anyMatch(c -> c.name().equals("all"))
        && criteria.stream().anyMatch(c -> Criterion.takesPatterns(c.name()));
  }

  private @Nullable Selector match(LineScanner line, Place place)
      throws LineScanner.OpenQuoteException {
    List<Criterion> criteria = new ArrayList<>();
    String word = line.keyword();
    while (word != null && !word.startsWith("#")) {
      boolean negated = word.startsWith("!");
      String name = Keyword.lower(negated ? word.substring(1) : word);
      String patterns = Criterion.takesPatterns(name) ? line.keyword() : "";
      if (patterns == null) {
        problems.add("%s: Match %s has no value".formatted(place, name));
        return null;
      }
      criteria.add(new Criterion(name, negated, patterns));
      word = line.keyword();
    }
    if (criteria.isEmpty()) {
      problems.add("%s: Match has no condition; write all for every host".formatted(place));
      return null;
    }
    if (isAllAndMore(criteria)) {
      problems.add("%s: Match all stands alone; leave out all".formatted(place));
      return null;
    }
    return new Selector.Match(criteria, place);
  }
}
