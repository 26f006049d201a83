// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A directory of inventories: which of its entries count, and in which order. */
final class InventoryDirectory {

  private static final Set<String> IGNORED_NAMES =
      Set.of("host_vars", "group_vars", "vars_plugins");

  /** {@code INVENTORY_IGNORE_EXTS} of Ansible's configuration. */
  private static final List<String> IGNORED_ENDINGS =
      List.of(
          ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".ini",
          ".cfg", ".retry");

  private InventoryDirectory() {}

  static List<Path> list(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries
          .filter(entry -> !isIgnored(entry.getFileName().toString()))
          .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
          .toList();
    }
  }

  private static boolean isIgnored(String name) {
    return name.startsWith(".")
        || IGNORED_NAMES.contains(name)
        || IGNORED_ENDINGS.stream().anyMatch(name::endsWith);
  }
}
