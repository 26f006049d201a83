// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.toml.TomlEditor;
import dev.hosttrust.agent.toml.TomlTable;
import dev.hosttrust.agent.toml.TomlValue;
import dev.hosttrust.agent.trust.Registry;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A {@code hosts.toml} in which certificate files shall be named no longer, in whatever table:
 * containerd pulls nothing by a table that names one which is not there.
 *
 * @param gone the absolute paths of the certificate files
 */
record HostsTomlCut(HostsToml file, Registry registry, Set<String> gone) {
  private static final String CA = "ca";

  /**
   * The file as it shall be; it may stay as it is.
   *
   * @throws UnusableFileException if that cannot be done without another change of what it says
   */
  HostsToml result() throws UnusableFileException {
    if (gone.isEmpty()) {
      return file;
    }
    TomlEditor editor = new TomlEditor(file.text(), file.root());
    Stream.concat(Stream.of(file.root()), file.hosts().stream())
        .forEach(table -> cut(editor, table));
    HostsToml cut = HostsToml.read(file.directory(), editor.text(), file.facts());
    HostsTomlContent rest = new HostsTomlContent(file.directory(), registry, gone, file.facts());
    if (!rest.everywhere(cut.root()).equals(rest.everywhere(file.root()))) {
      throw new UnusableFileException(
          file.path(),
          "it is written in a way that hosttrust does not edit",
          "take " + String.join(", ", gone) + " out of each `ca` in it by hand");
    }
    return cut;
  }

  private void cut(TomlEditor editor, TomlTable table) {
    switch (table.find(CA).orElse(null)) {
      case TomlValue.Text one when isNamed(one) -> editor.remove(CA, one);
      case TomlValue.Array several -> {
        List<TomlValue> named = several.items().stream().filter(this::isNamed).toList();
        if (!named.isEmpty() && named.size() == several.items().size()) {
          editor.remove(CA, several);
        } else if (!named.isEmpty()) {
          editor.remove(several, named);
        }
      }
      case null, default -> {}
    }
  }

  private boolean isNamed(TomlValue value) {
    return value instanceof TomlValue.Text(String path, var span)
        && gone.stream()
            .anyMatch(
                ca -> CaFiles.areOne(CaFiles.resolve(file.directory(), path), ca, file.facts()));
  }
}
