// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Inventories to compare, one a directory, read with this module.
 *
 * @param root absolute; {@code ansible_reference.py} says what a directory holds
 */
record Corpus(Path root) {

  /** What stands for an inventory that is not taken. */
  static final String REFUSED = "refused";

  /** The one that is written by hand. */
  static Corpus written() {
    return new Corpus(Path.of("src/test/corpus").toAbsolutePath());
  }

  /** The names of all cases, sorted. */
  List<String> cases() {
    return list(root);
  }

  /** The arguments of {@code -i} for a case. */
  List<String> sources(String name) {
    List<String> listed = lines(name, "sources.txt");
    return listed.isEmpty()
        ? list(root.resolve(name)).stream().filter(entry -> entry.startsWith("hosts")).toList()
        : listed;
  }

  /** The arguments of {@code -l} to try. */
  List<String> patterns(String name) {
    return lines(name, "patterns.txt");
  }

  Inventory read(String name) {
    return TestInventories.read(sources(name), root.resolve(name));
  }

  /** The inventory as JSON, or {@link #REFUSED}. */
  String json(String name) {
    try {
      return TestInventories.json(read(name));
    } catch (ProblemsException e) {
      return REFUSED;
    }
  }

  /** The hosts that a pattern selects; none where it is refused. */
  List<String> select(String name, String pattern) {
    try {
      return TestInventories.select(read(name), pattern).stream().map(InventoryHost::name).toList();
    } catch (ProblemsException e) {
      return List.of();
    }
  }

  /** The lines of one of a case's files; none where there is no such file. */
  List<String> lines(String name, String file) {
    Path path = root.resolve(name).resolve(file);
    try {
      return Files.exists(path) ? Files.readAllLines(path) : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
