// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.toml;

import dev.hosttrust.agent.text.Span;
import dev.hosttrust.agent.toml.TomlTable.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * Which table a statement is about, and whether it may be: nothing is defined twice (TOML 1.0,
 * "Keys", "Table", "Inline Table", "Array of Tables").
 *
 * @param place the header or key that is read
 */
record TomlTables(TomlScanner scanner, Span place) {

  /** The table of {@code [path]}. */
  TomlTable header(TomlTable root, List<String> path) throws TomlException {
    TomlTable parent = parent(root, path);
    TomlValue there = parent.get(path.getLast());
    if (there == null) {
      return add(parent, path.getLast(), Form.HEADER);
    }
    if (there instanceof TomlTable table && table.form() == Form.IMPLIED) {
      table.becomeHeader(place);
      return table;
    }
    throw twice(path);
  }

  /** A new last table of {@code [[path]]}. */
  TomlTable arrayElement(TomlTable root, List<String> path) throws TomlException {
    TomlTable parent = parent(root, path);
    TomlValue there = parent.get(path.getLast());
    List<TomlValue> items = new ArrayList<>();
    if (there instanceof TomlValue.Array array && array.ofTables()) {
      items.addAll(array.items());
    } else if (there != null) {
      throw twice(path);
    }
    TomlTable table = new TomlTable(Form.HEADER, place);
    items.add(table);
    TomlValue array = new TomlValue.Array(List.copyOf(items), true, place);
    if (there == null) {
      parent.put(path.getLast(), array);
    } else {
      parent.replace(path.getLast(), array);
    }
    return table;
  }

  private TomlTable parent(TomlTable root, List<String> path) throws TomlException {
    TomlTable at = root;
    for (String name : path.subList(0, path.size() - 1)) {
      TomlValue there = at.get(name);
      at =
          switch (there) {
            case null -> add(at, name, Form.IMPLIED);
            case TomlTable table when table.form() != Form.INLINE -> table;
            case TomlValue.Array array when array.ofTables() -> (TomlTable) array.items().getLast();
            default -> throw twice(path);
          };
    }
    return at;
  }

  /** The table that a key with dots means, seen from the table that the key stands in. */
  TomlTable dotted(TomlTable table, List<String> path) throws TomlException {
    TomlTable at = table;
    for (String name : path.subList(0, path.size() - 1)) {
      TomlValue there = at.get(name);
      at =
          switch (there) {
            case null -> add(at, name, Form.DOTTED);
            case TomlTable known when known.form() == Form.DOTTED -> known;
            default -> throw twice(path);
          };
    }
    return at;
  }

  void put(TomlTable parent, String name, TomlValue value) throws TomlException {
    if (parent.get(name) != null) {
      throw twice(List.of(name));
    }
    parent.put(name, value);
  }

  private TomlTable add(TomlTable parent, String name, Form form) {
    TomlTable table = new TomlTable(form, place);
    parent.put(name, table);
    return table;
  }

  private TomlException twice(List<String> path) {
    return scanner.errorAt(
        place.start(), "'" + String.join(".", path) + "' is defined a second time");
  }
}
