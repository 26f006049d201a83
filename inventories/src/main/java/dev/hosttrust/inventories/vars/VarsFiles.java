// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.vars;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.documents.Documents;
import dev.hosttrust.inventories.sources.Paths;
import dev.hosttrust.inventories.sources.TextFiles;
import dev.hosttrust.inventories.values.Variable;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files in {@code group_vars} and {@code host_vars}.
 *
 * <p>Source of the rules: {@code ansible/plugins/vars/host_group_vars.py} and {@code
 * find_vars_files} in {@code ansible/parsing/dataloader.py}. Not thread-safe; each file is read
 * once.
 */
final class VarsFiles {

  private static final List<String> EXTENSIONS = List.of("", ".yml", ".yaml", ".json");

  private final Paths paths;
  private final Vault vault;
  private final Documents documents;
  private final Findings findings;
  private final Map<Path, Boolean> directories = new HashMap<>();
  private final Map<Path, Map<String, Variable>> read = new HashMap<>();

  VarsFiles(Paths paths, Vault vault, Findings findings) {
    this.paths = paths;
    this.vault = vault;
    this.documents = new Documents(vault);
    this.findings = findings;
  }

  /**
   * The variables that {@code directory/kind} holds for a name.
   *
   * @param kind {@code group_vars} or {@code host_vars}
   */
  Map<String, Variable> variables(Path directory, String kind, String name) {
    Path folder = directory.resolve(kind);
    if (name.startsWith("/") || !directories.computeIfAbsent(folder, Files::isDirectory)) {
      return Map.of();
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    try {
      find(folder, name).forEach(file -> variables.putAll(read.computeIfAbsent(file, this::read)));
    } catch (IOException e) {
      findings.problem(
          Location.of(paths.show(folder)), "the directory cannot be read: " + e.getMessage());
    } catch (InvalidPathException e) {
      // A name with a NUL in it is no file's name.
      return Map.of();
    }
    return variables;
  }

  /** The first of the possible names that exists wins, even where it is an empty directory. */
  private static List<Path> find(Path folder, String name) throws IOException {
    for (String extension : EXTENSIONS) {
      Path candidate = folder.resolve(name + extension);
      if (Files.isDirectory(candidate)) {
        List<Path> files = new ArrayList<>();
        collect(candidate, files);
        return files;
      }
      if (Files.exists(candidate)) {
        return List.of(candidate);
      }
    }
    return List.of();
  }

  private static void collect(Path directory, List<Path> files) throws IOException {
    List<Path> entries;
    try (var list = Files.list(directory)) {
      entries = list.sorted().toList();
    }
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      if (name.startsWith(".") || name.endsWith("~")) {
        continue;
      }
      String extension = extension(name);
      if (Files.isDirectory(entry) && extension.isEmpty()) {
        collect(entry, files);
      } else if (Files.isRegularFile(entry) && EXTENSIONS.contains(extension)) {
        files.add(entry);
      }
    }
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot);
  }

  private Map<String, Variable> read(Path file) {
    String name = paths.show(file);
    try {
      String text = TextFiles.read(file, name);
      if (vault.isLocked() && Vault.isVaulted(text)) {
        findings.warning(
            Location.of(name),
            "the file is vaulted and no vault password was given; its variables are not known");
        return Map.of();
      }
      return variables(name, documents.read(name, vault.openFile(text, name), findings));
    } catch (ProblemsException e) {
      findings.addAll(e);
      return Map.of();
    }
  }

  private Map<String, Variable> variables(String name, Datum document) {
    if (document.isFalsy()) {
      return Map.of();
    }
    if (!(document instanceof Mapping mapping)) {
      findings.problem(
          Location.of(name), "a file of variables is a dictionary, not " + document.kind());
      return Map.of();
    }
    return TopLevel.variables(mapping);
  }
}
