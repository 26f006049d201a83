// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
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
  private final Findings findings;
  private final List<Section> sections = new ArrayList<>();
  private Selector selector = new Selector.Everything();
  private List<Item> items = new ArrayList<>();

  FileParser(ConfigReader reader, Path file, int depth, Findings findings) {
    this.reader = reader;
    this.file = file;
    this.depth = depth;
    this.findings = findings;
  }

  ConfigFile parse(String text) {
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        Location place = Location.of(file.toString(), number);
        try {
          line(new LineScanner(stripped), place);
        } catch (LineScanner.OpenQuoteException e) {
          findings.problem(place, e.getMessage() + "; close it");
        }
      }
    }
    sections.add(new Section(selector, items));
    return new ConfigFile(sections);
  }

  private void line(LineScanner line, Location place) throws LineScanner.OpenQuoteException {
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
          findings.problem(place, "Include has no value; name a file");
        }
        patterns.forEach(pattern -> items.addAll(reader.include(pattern, place, depth)));
      }
      default -> setting(name, line, place);
    }
  }

  private void setting(String name, LineScanner line, Location place) {
    Optional<Keyword> keyword = Keyword.of(name);
    if (keyword.isPresent()) {
      Setting setting = Setting.read(keyword.get(), line, place, findings);
      if (setting != null) {
        items.add(setting);
      }
    } else {
      items.add(OtherSetting.read(name, line, place));
    }
  }

  private void begin(@Nullable Selector next) {
    sections.add(new Section(selector, items));
    selector = next == null ? new Selector.Host(List.of()) : next; // which selects nothing
    items = new ArrayList<>();
  }

  private @Nullable Selector host(LineScanner line, Location place)
      throws LineScanner.OpenQuoteException {
    List<String> patterns = line.words();
    if (patterns.isEmpty() || patterns.contains("")) {
      findings.problem(place, "Host has no pattern; name a host, or * for all");
      return null;
    }
    return new Selector.Host(patterns);
  }

  private static boolean isAllAndMore(List<Criterion> criteria) {
    return criteria.stream().anyMatch(c -> c.name().equals("all"))
        && criteria.stream().anyMatch(c -> Criterion.takesPatterns(c.name()));
  }

  private @Nullable Selector match(LineScanner line, Location place)
      throws LineScanner.OpenQuoteException {
    List<Criterion> criteria = new ArrayList<>();
    String word = line.keyword();
    while (word != null && !word.startsWith("#")) {
      boolean negated = word.startsWith("!");
      String name = Keyword.lower(negated ? word.substring(1) : word);
      String patterns = Criterion.takesPatterns(name) ? line.keyword() : "";
      if (patterns == null) {
        findings.problem(place, "Match " + name + " has no value");
        return null;
      }
      criteria.add(new Criterion(name, negated, patterns));
      word = line.keyword();
    }
    if (criteria.isEmpty()) {
      findings.problem(place, "Match has no condition; write all for every host");
      return null;
    }
    if (isAllAndMore(criteria)) {
      findings.problem(place, "Match all stands alone; leave out all");
      return null;
    }
    return new Selector.Match(criteria, place);
  }
}
