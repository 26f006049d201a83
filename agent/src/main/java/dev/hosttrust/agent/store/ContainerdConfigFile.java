// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.toml.TomlEditor;
import dev.hosttrust.agent.toml.TomlException;
import dev.hosttrust.agent.toml.TomlParser;
import dev.hosttrust.agent.toml.TomlTable;
import dev.hosttrust.agent.toml.TomlTable.Form;
import dev.hosttrust.agent.toml.TomlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of {@code /etc/containerd/config.toml} and its key {@code config_path}.
 *
 * <p>The key is set in this file and not in one that it imports: up to 1.7 a table of a plugin in
 * an imported file replaces the whole one of the main file, and with it what else that says (tried
 * with 1.6.20 and 1.7.24).
 */
record ContainerdConfigFile(String text, TomlTable root) {
  private static final String KEY = "config_path";

  /**
   * Reads the file.
   *
   * @throws UnusableFileException if it is no TOML
   */
  static ContainerdConfigFile read(String text) throws UnusableFileException {
    try {
      return new ContainerdConfigFile(text, TomlParser.parse(text));
    } catch (TomlException e) {
      throw new UnusableFileException(
          ContainerdState.FILE, "it is no TOML, " + e.getMessage(), "mend it");
    }
  }

  /**
   * A new file.
   *
   * @param version of its format, 2 or 3
   */
  static ContainerdConfigFile create(int version, String configPath) throws UnusableFileException {
    return read("version = " + version + "\n").with(configPath);
  }

  /** What {@code config_path} is here. */
  Optional<String> configPath() {
    return root.text(path());
  }

  /**
   * The file with another {@code config_path}, and nothing else changed.
   *
   * @throws UnusableFileException if it is written in a way that this cannot be done
   */
  ContainerdConfigFile with(String configPath) throws UnusableFileException {
    TomlEditor editor = new TomlEditor(text, root);
    TomlTable registry = root.table(table()).orElse(null);
    TomlValue value = root.find(path()).orElse(null);
    if (value instanceof TomlValue.Text) {
      editor.replace(value, configPath);
    } else if (registry == null || registry.form() == Form.IMPLIED) {
      String header = "[plugins." + TomlEditor.quoted(plugin()) + ".registry]";
      editor.addLines(List.of(header, "  " + KEY + " = " + TomlEditor.quoted(configPath)));
    } else if (value == null && registry.form() != Form.DOTTED) {
      editor.add(registry, KEY, configPath);
    } else {
      throw byHand(configPath);
    }
    ContainerdConfigFile after;
    try {
      after = new ContainerdConfigFile(editor.text(), TomlParser.parse(editor.text()));
    } catch (TomlException e) {
      throw byHand(configPath);
    }
    if (after.configPath().equals(Optional.of(configPath)) && after.rest().equals(rest())) {
      return after;
    }
    throw byHand(configPath);
  }

  private UnusableFileException byHand(String configPath) {
    return new UnusableFileException(
        ContainerdState.FILE,
        "it is written in a way that hosttrust does not edit",
        "set %s = %s in its table plugins.\"%s\".registry by hand"
            .formatted(KEY, TomlEditor.quoted(configPath), plugin()));
  }

  /**
   * All that the file says but this key, and the tables on the way where they hold nothing else.
   */
  private Map<String, Object> rest() {
    return without(root.content(), List.of(path()));
  }

  private static Map<String, Object> without(Map<?, ?> table, List<String> path) {
    Map<String, Object> rest = new LinkedHashMap<>();
    table.forEach((name, value) -> rest.put((String) name, value));
    String name = path.getFirst();
    if (path.size() == 1) {
      rest.remove(name);
    } else if (rest.get(name) instanceof Map<?, ?> inner) {
      Map<String, Object> below = without(inner, path.subList(1, path.size()));
      if (below.isEmpty()) {
        rest.remove(name);
      } else {
        rest.put(name, below);
      }
    }
    return rest;
  }

  private String[] table() {
    return new String[] {"plugins", plugin(), "registry"};
  }

  private String[] path() {
    return new String[] {"plugins", plugin(), "registry", KEY};
  }

  /** A file without a version is one of version 1. */
  private String plugin() {
    if (root.is("2", "version")) {
      return ContainerdConfig.CRI;
    }
    return root.find("version").isEmpty() || root.is("1", "version")
        ? "cri"
        : ContainerdConfig.IMAGES;
  }
}
