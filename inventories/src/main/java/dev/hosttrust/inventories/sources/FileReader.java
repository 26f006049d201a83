// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.sources;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.documents.Documents;
import dev.hosttrust.inventories.ini.IniReader;
import dev.hosttrust.inventories.kubernetes.Kubectl;
import dev.hosttrust.inventories.kubernetes.KubernetesObject;
import dev.hosttrust.inventories.kubernetes.NodeSource;
import dev.hosttrust.inventories.script.InventoryScript;
import dev.hosttrust.inventories.script.ScriptReader;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.tree.Source;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.inventories.yaml.YamlReader;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one inventory file: runs it if it is a program, else takes it for YAML or JSON where its
 * name allows that and its text is a dictionary, else for INI.
 *
 * <p>Source of the rules: the order of the inventory plugins that Ansible enables by default, and
 * what each accepts.
 */
final class FileReader {

  private static final Set<String> YAML_EXTENSIONS = Set.of("", ".yaml", ".yml", ".json");

  private final Paths paths;
  private final Vault vault;
  private final Documents documents;
  private final Kubectl kubectl;
  private final InventoryTree tree;
  private final Findings findings;

  FileReader(Paths paths, Kubectl kubectl, Vault vault, InventoryTree tree, Findings findings) {
    this.paths = paths;
    this.kubectl = kubectl;
    this.vault = vault;
    this.documents = new Documents(vault);
    this.tree = tree;
    this.findings = findings;
  }

  /**
   * Reads a file.
   *
   * @param argument of {@code -i}: the file, or a directory that it is in
   */
  void read(Path file, String argument) {
    String name = paths.show(file);
    Path parent = file.getParent();
    tree.reading(new Source(file.toString(), parent == null ? "/" : parent.toString()));
    try {
      if (InventoryScript.isProgram(file)) {
        var script =
            new InventoryScript(
                file, name, paths.workingDirectory(), documents, InventoryScript.TIMEOUT);
        Datum answer = script.list();
        if (!KubernetesObject.read(answer, tree, findings)) {
          ScriptReader.read(answer, script::host, tree, findings);
        }
      } else {
        data(file, vault.openFile(TextFiles.read(file, name), name), argument);
      }
    } catch (ProblemsException e) {
      findings.addAll(e);
    } finally {
      tree.reading(Source.NONE);
    }
  }

  private void data(Path file, String text, String argument) {
    String name = paths.show(file);
    if (text.isBlank()) {
      findings.warning(Location.of(name), "the file is empty");
    } else if (!YAML_EXTENSIONS.contains(extension(name)) || !yaml(file, text, argument)) {
      IniReader.read(name, text, tree, findings);
    }
  }

  /** Reads a text as YAML; returns false if it is not YAML and may be INI. */
  private boolean yaml(Path file, String text, String argument) {
    String name = paths.show(file);
    Findings ofYaml = new Findings();
    Datum document;
    try {
      document = documents.read(name, text, ofYaml);
    } catch (ProblemsException e) {
      if (looksLikeYaml(text, !extension(name).isEmpty())) {
        findings.addAll(e);
        return true;
      }
      return false;
    }
    if (!(document instanceof Mapping groups) || groups.entries().isEmpty()) {
      return false;
    }
    Datum plugin = groups.find("plugin");
    if (plugin != null && NodeSource.PLUGIN.equals(plugin.plain())) {
      findings.addAll(ofYaml);
      NodeSource.ofFile(groups, path -> paths.beside(file).resolve(path), findings)
          .ifPresent(nodes -> nodes.read(kubectl, tree, findings));
    } else if (plugin != null && !plugin.isFalsy()) {
      findings.problem(plugin.location(), pluginMessage(plugin.plain(), argument));
    } else if (!KubernetesObject.read(groups, tree, findings)) {
      findings.addAll(ofYaml);
      YamlReader.read(groups, tree, findings);
    }
    return true;
  }

  /**
   * Whether broken YAML was meant as YAML, so that its own error is shown. Ansible takes INI in a
   * {@code .yml} file too; a heading in brackets gives it away.
   */
  private static boolean looksLikeYaml(String text, boolean named) {
    if (text.lines().anyMatch(line -> line.startsWith("[") && !line.startsWith("[{"))) {
      return false;
    }
    return named
        || text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .findFirst()
            .filter(line -> line.startsWith("---") || line.startsWith("{") || line.endsWith(":"))
            .isPresent();
  }

  /** In a directory of several inventories, the result of this one would lack the others' hosts. */
  private static String pluginMessage(@Nullable Object plugin, String argument) {
    return "this configures the inventory plugin %s, which only Ansible can run; in place of -i %2$s,"
            .formatted(plugin, argument)
        + " pipe its result: ansible-inventory -i %s --list | hosttrust ... -i -"
            .formatted(argument);
  }

  /** Python's {@code os.path.splitext}. */
  private static String extension(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    boolean leading = file.substring(0, Math.max(dot, 0)).chars().allMatch(c -> c == '.');
    return dot <= 0 || leading ? "" : file.substring(dot);
  }
}
