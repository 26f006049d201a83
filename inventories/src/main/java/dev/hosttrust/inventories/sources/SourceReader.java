package dev.hosttrust.inventories.sources;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.documents.Documents;
import dev.hosttrust.inventories.hostnames.HostAddress;
import dev.hosttrust.inventories.ini.IniReader;
import dev.hosttrust.inventories.problems.Findings;
import dev.hosttrust.inventories.problems.InventoryException;
import dev.hosttrust.inventories.problems.Location;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.tree.Source;
import dev.hosttrust.inventories.tree.TreeException;
import dev.hosttrust.inventories.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sources of an inventory, the arguments of {@code -i}, into one tree.
 *
 * <p>Source of the rules: {@code ansible/inventory/manager.py} and the list of inventory plugins
 * that Ansible enables by default. Where Ansible warns of a source that it cannot read and goes on,
 * this reader notes a problem: a rollout must not miss hosts.
 */
public final class SourceReader {

  private static final Set<String> YAML_EXTENSIONS = Set.of("", ".yaml", ".yml", ".json");

  private final Paths paths;
  private final InventoryTree tree;
  private final Findings findings;

  /** Reads into a tree; notes what is wrong instead of throwing. */
  public SourceReader(Paths paths, InventoryTree tree, Findings findings) {
    this.paths = paths;
    this.tree = tree;
    this.findings = findings;
  }

  /** Reads a list of hosts, a file, or a directory of files. */
  public void read(String source) {
    Path path = paths.resolve(source);
    if (source.indexOf(',') >= 0 && !Files.exists(path)) {
      hostList(source);
    } else if (Files.isDirectory(path)) {
      directory(path);
    } else {
      file(path);
    }
  }

  /** {@code ansible/plugins/inventory/host_list.py}: no ranges here. */
  private void hostList(String list) {
    tree.reading(new Source(list, null));
    for (String entry : list.split(",")) {
      String name = entry.strip();
      if (name.isEmpty()) {
        continue;
      }
      HostAddress address =
          HostAddress.parse(name)
              .filter(a -> a.host().indexOf('[') < 0)
              .orElse(new HostAddress(name, null));
      try {
        if (!tree.hosts().containsKey(address.host())) {
          tree.addHost(
              address.host(), InventoryTree.UNGROUPED, address.port(), Location.of("host list"));
        }
      } catch (TreeException e) {
        findings.problem(Location.of("host list"), e.getMessage());
      }
    }
  }

  private void directory(Path directory) {
    try {
      InventoryDirectory.list(directory)
          .forEach(
              entry -> {
                if (Files.isDirectory(entry)) {
                  directory(entry);
                } else {
                  file(entry);
                }
              });
    } catch (java.io.IOException e) {
      findings.problem(
          Location.of(paths.show(directory)), "the directory cannot be read: " + e.getMessage());
    }
  }

  private void file(Path file) {
    String name = paths.show(file);
    try {
      String text = TextFiles.read(file, name);
      Path parent = file.getParent();
      tree.reading(new Source(file.toString(), parent == null ? "/" : parent.toString()));
      text(name, text);
    } catch (InventoryException e) {
      findings.problems(e);
    } finally {
      tree.reading(Source.NONE);
    }
  }

  private void text(String name, String text) {
    if (text.isBlank()) {
      findings.warning(Location.of(name), "the file is empty");
      return;
    }
    if (isVaulted(text)) {
      findings.problem(Location.of(name), "the file is vaulted; decrypt it with ansible-vault");
      return;
    }
    String extension = extension(name);
    if (!YAML_EXTENSIONS.contains(extension) || !yaml(name, text, !extension.isEmpty())) {
      IniReader.read(name, text, tree, findings);
    }
  }

  /**
   * Tries to read a text as YAML.
   *
   * @param claims whether the file's name says that it is YAML or JSON
   * @return false where the text is not YAML and may be INI
   */
  private boolean yaml(String name, String text, boolean claims) {
    Findings ofYaml = new Findings();
    Datum document;
    try {
      document = Documents.read(name, text, ofYaml);
    } catch (InventoryException e) {
      return claims && noteUnlessIni(e, text);
    }
    if (!(document instanceof Mapping mapping) || mapping.entries().isEmpty()) {
      return false;
    }
    Datum plugin = mapping.find("plugin");
    if (plugin != null && !plugin.isFalsy()) {
      findings.problem(plugin.location(), pluginMessage(name, plugin.plain()));
      return true;
    }
    ofYaml.warnings().forEach(w -> findings.warning(w.location(), w.message()));
    YamlReader.read(mapping, tree, findings);
    return true;
  }

  /** Ansible takes a {@code .yml} file that holds INI; a heading in brackets gives it away. */
  private boolean noteUnlessIni(InventoryException e, String text) {
    boolean ini = text.lines().anyMatch(line -> line.startsWith("[") && !line.startsWith("[{"));
    if (!ini) {
      findings.problems(e);
    }
    return !ini;
  }

  private static String pluginMessage(String name, @Nullable Object plugin) {
    return "this configures the inventory plugin "
        + plugin
        + ", which only Ansible can run; pipe its result: ansible-inventory -i "
        + name
        + " --list | hosttrust ... -i -";
  }

  private static boolean isVaulted(String text) {
    return text.startsWith("$ANSIBLE_VAULT;");
  }

  /** Python's {@code os.path.splitext}. */
  private static String extension(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    boolean leading = file.substring(0, Math.max(dot, 0)).chars().allMatch(c -> c == '.');
    return dot <= 0 || leading ? "" : file.substring(dot);
  }
}
