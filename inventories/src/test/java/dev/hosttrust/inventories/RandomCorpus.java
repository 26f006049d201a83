// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Writes inventories at random, of few names, so that they meet each other often. */
final class RandomCorpus {

  /** From the top down: most children come after their parents here, so that loops are few. */
  private static final List<String> GROUPS =
      List.of("all", "a", "b", "c", "d", "web-1", "e", "ungrouped");

  private static final List<String> HOSTS =
      List.of(
          "h1", "h2", "h3", "h[1:4]", "n[01:03].x", "h1:22", "10.0.0.1", "localhost", "[h5]:99");
  private static final List<String> NAMES = List.of("v", "w", "x", "ansible_user");
  private static final List<String> VALUES =
      List.of("1", "yes", "0644", "text", "'q u'", "[1, 2]", "1.50", "None", "{{ t }}", "", "a#b");
  private static final List<String> ATOMS =
      List.of(
          "a",
          "b",
          "c",
          "web-1",
          "all",
          "ungrouped",
          "h1",
          "h*",
          "n0?.x",
          "*",
          "~h[12]",
          "~[a-c]$",
          "b[0]",
          "h*[1:2]",
          "all[-1]",
          "[hn]*",
          "h[!1]",
          "c[1:]",
          "10.*",
          "web*",
          "h9");

  private final Random random;

  RandomCorpus(long seed) {
    this.random = new Random(seed);
  }

  Corpus write(Path root, int cases) throws IOException {
    for (int i = 0; i < cases; i++) {
      Path directory = Files.createDirectories(root.resolve("case%03d".formatted(i)));
      boolean yaml = random.nextInt(3) == 0;
      Files.writeString(directory.resolve(yaml ? "hosts.yml" : "hosts"), yaml ? yaml() : ini());
      if (random.nextInt(4) == 0) {
        Files.writeString(directory.resolve("hosts2"), ini());
      }
      variables(directory.resolve("group_vars"), GROUPS);
      variables(directory.resolve("host_vars"), List.of("h1", "h2", "n01.x", "10.0.0.1"));
      Files.write(directory.resolve("patterns.txt"), patterns());
    }
    return new Corpus(root);
  }

  private String ini() {
    var text = new StringBuilder();
    if (random.nextInt(8) > 0) {
      GROUPS.stream().limit(7).forEach(group -> text.append("[%s]\n".formatted(group)));
    }
    int sections = 2 + random.nextInt(8);
    for (int i = 0; i < sections; i++) {
      String group = any(GROUPS);
      switch (random.nextInt(5)) {
        case 0 -> {
          text.append("[%s:children]\n".formatted(group));
          repeat(2, () -> text.append(child(group)).append('\n'));
        }
        case 1 -> {
          text.append("[%s:vars] # comment\n".formatted(group));
          repeat(2, () -> text.append(any(NAMES)).append(" = ").append(any(VALUES)).append('\n'));
          if (random.nextInt(3) == 0) {
            text.append("ansible_group_priority=").append(random.nextInt(4)).append('\n');
          }
        }
        default -> {
          text.append("[%s]\n".formatted(group));
          repeat(3, () -> text.append(hostLine()).append('\n'));
        }
      }
    }
    return text.toString();
  }

  private String child(String parent) {
    int below = GROUPS.indexOf(parent) + 1;
    return below == GROUPS.size() || random.nextInt(30) == 0
        ? any(GROUPS)
        : any(GROUPS.subList(below, GROUPS.size()));
  }

  private String hostLine() {
    var line = new StringBuilder(any(HOSTS));
    repeat(1, () -> line.append(' ').append(any(NAMES)).append('=').append(quoted(any(VALUES))));
    return line.toString();
  }

  private String quoted(String value) {
    return value.contains(" ") && random.nextInt(10) > 0 ? '"' + value + '"' : value;
  }

  private String yaml() {
    var text = new StringBuilder();
    for (String group : some(GROUPS, 3)) {
      text.append(group).append(":\n");
      yamlGroup(text, group, "  ", 0);
    }
    return text.toString();
  }

  private void yamlGroup(StringBuilder text, String name, String indent, int depth) {
    text.append(indent).append("hosts:\n");
    for (String host : some(HOSTS, 3)) {
      text.append("%s  \"%s\": {%s: %s}\n".formatted(indent, host, any(NAMES), yamlValue()));
    }
    if (random.nextBoolean()) {
      text.append("%svars: {%s: %s}\n".formatted(indent, any(NAMES), yamlValue()));
    }
    if (depth < 3 && random.nextInt(3) > 0) {
      text.append(indent).append("children:\n");
      for (String group : new TreeSet<>(List.of(child(name), child(name)))) {
        text.append(indent).append("  ").append(group).append(":\n");
        yamlGroup(text, group, indent + "    ", depth + 1);
      }
    }
  }

  private String yamlValue() {
    String value = any(VALUES);
    return value.contains("{{") ? '"' + value + '"' : value;
  }

  private void variables(Path directory, List<String> names) throws IOException {
    Files.createDirectories(directory);
    for (String name : some(names, 3)) {
      String extension = any(List.of("", ".yml", ".yaml", ".json"));
      Files.writeString(
          directory.resolve(name + extension),
          "{\"%s\": \"%s in %s\", \"y\": 1}\n"
              .formatted(any(NAMES), name, directory.getFileName()));
    }
  }

  private List<String> patterns() {
    return IntStream.range(0, 6).mapToObj(i -> pattern()).distinct().toList();
  }

  private String pattern() {
    List<String> parts = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      parts.add(any(List.of("", "", "", "&", "!")) + any(ATOMS));
    }
    return String.join(any(List.of(",", ":")), parts);
  }

  private void repeat(int most, Runnable step) {
    int times = random.nextInt(most + 1);
    for (int i = 0; i < times; i++) {
      step.run();
    }
  }

  private <T> T any(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  /** At most so many different ones. */
  private List<String> some(List<String> items, int most) {
    return IntStream.range(0, 1 + random.nextInt(most))
        .mapToObj(i -> any(items))
        .distinct()
        .toList();
  }
}
