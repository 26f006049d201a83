// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.patterns;

import dev.hosttrust.inventories.hostnames.HostAddress;
import dev.hosttrust.inventories.sources.Paths;
import dev.hosttrust.inventories.sources.TextFiles;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The argument of {@code -l}, taken apart.
 *
 * @param regular the patterns that add hosts; {@code all} if there are none
 * @param intersections those after {@code &}, which keep hosts
 * @param exclusions those after {@code !}, which take hosts away
 */
record PatternList(List<String> regular, List<String> intersections, List<String> exclusions) {

  /** Anything but blanks, colons and brackets, or a whole pair of brackets. */
  private static final Pattern PART = Pattern.compile("(?:[^\\s:\\[\\]]|\\[[^\\]]*\\])+");

  private static final Pattern NUMBERS = Pattern.compile("\\[[0-9,-]+]");

  static PatternList parse(String list, Paths paths) {
    List<String> parts = new ArrayList<>();
    for (String part : split(list)) {
      if (part.startsWith("@")) {
        parts.addAll(lines(part.substring(1), paths));
      } else {
        parts.add(part);
      }
    }
    if (parts.isEmpty()) {
      // Ansible would take all hosts, which nobody means who joins names that turn out empty.
      throw ProblemsException.at(Location.of("pattern"), "'" + list + "' names no host");
    }
    return order(parts);
  }

  /** At commas; else at colons, unless they are those of an address or a range. */
  private static List<String> split(String list) {
    List<String> parts = splitAtCommas(list);
    if (parts.size() == 1) {
      parts =
          HostAddress.parse(list).isPresent()
              ? List.of(list)
              : PART.matcher(list).results().map(MatchResult::group).toList();
    }
    return parts.stream().map(String::strip).filter(part -> !part.isEmpty()).toList();
  }

  /**
   * At all commas but those among numbers in brackets. Ansible would cut {@code node[1-3,7]} in two
   * patterns that mean nothing.
   */
  private static List<String> splitAtCommas(String list) {
    List<String> parts = new ArrayList<>();
    Matcher numbers = NUMBERS.matcher(list);
    int begin = 0;
    for (int i = 0; i < list.length(); i++) {
      if (list.charAt(i) == ',') {
        parts.add(list.substring(begin, i));
        begin = i + 1;
      } else if (list.charAt(i) == '[' && numbers.region(i, list.length()).lookingAt()) {
        i = numbers.end() - 1;
      }
    }
    parts.add(list.substring(begin));
    return parts;
  }

  /** Without any line it would stand for all hosts, which no list of failed hosts means. */
  private static List<String> lines(String file, Paths paths) {
    List<String> lines =
        TextFiles.read(paths.resolve(file), file)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    if (lines.isEmpty()) {
      throw ProblemsException.at(Location.of(file), "the file names no host");
    }
    return lines;
  }

  private static PatternList order(List<String> parts) {
    List<String> regular = new ArrayList<>();
    List<String> intersections = new ArrayList<>();
    List<String> exclusions = new ArrayList<>();
    for (String part : parts) {
      switch (part.charAt(0)) {
        case '&' -> intersections.add(part.substring(1));
        case '!' -> exclusions.add(part.substring(1));
        default -> regular.add(part);
      }
    }
    return new PatternList(regular.isEmpty() ? List.of("all") : regular, intersections, exclusions);
  }
}
